"""What runs inside the environments: raw evidence and raw samples as JSON, never a judgement."""
