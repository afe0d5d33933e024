// The conda subdirs blas-bench knows. Free of schemas: the doors check what was typed before anything else loads.

export const platforms = ["linux-64", "linux-aarch64", "osx-64", "osx-arm64"] as const;
