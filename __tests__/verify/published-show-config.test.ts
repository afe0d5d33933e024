// Statements of builds of the setuptools era that cannot be had here, as people published them: sections cut to those
// that count, and home folders changed. The section's name tells what was searched for, its libraries what was linked.
import { expect, test } from "vitest";
import { parseShowConfig } from "../../src/verify/show-config.ts";

const openblas = `
    libraries = ['openblas', 'openblas']
    library_dirs = ['/usr/local/lib']
    language = c
    define_macros = [('HAVE_CBLAS', None)]`;
const generic = `
    libraries = ['blas', 'cblas', 'lapack', 'pthread', 'blas', 'cblas', 'lapack']
    library_dirs = ['/home/user/miniconda/envs/tst/lib']
    define_macros = [('SCIPY_MKL_H', None), ('HAVE_CBLAS', None)]
    include_dirs = ['/home/user/miniconda/envs/tst/include']`;
const layered = `
    libraries = ['mkl_intel_lp64', 'mkl_intel_thread', 'mkl_core', 'iomp5', 'pthread']
    library_dirs = ['/home/user/a/envs/py36/lib']
    define_macros = [('SCIPY_MKL_H', None), ('HAVE_CBLAS', None)]
    include_dirs = ['/home/user/a/envs/py36/include']`;
const atlas = "/opt/spack/atlas-3.10.2/lib";

interface Published {
  readonly source: string;
  readonly text: string;
  readonly blas: readonly [name: string, family: string | null, folder: string];
  readonly lapack: readonly [name: string, family: string | null, folder: string];
}

const published: readonly Published[] = [
  {
    source: "numpy/numpy issue 8778, a wheel of 2017: LAPACK stands first",
    text: `lapack_opt_info:${openblas}\nblas_opt_info:${openblas}\nopenblas_info:${openblas}\nblis_info:\n  NOT AVAILABLE\nopenblas_lapack_info:${openblas}\nlapack_mkl_info:\n  NOT AVAILABLE\nblas_mkl_info:\n  NOT AVAILABLE\n`,
    blas: ["openblas", "openblas", "/usr/local/lib"],
    lapack: ["openblas", "openblas", "/usr/local/lib"],
  },
  {
    source: "conda/conda issue 9981, a wheel that had come over conda's NumPy with MKL",
    text: `blas_mkl_info:\n  NOT AVAILABLE\nblis_info:\n  NOT AVAILABLE\nopenblas_info:${openblas}\nblas_opt_info:${openblas}\nlapack_mkl_info:\n  NOT AVAILABLE\nopenblas_lapack_info:${openblas}\nlapack_opt_info:${openblas}\n`,
    blas: ["openblas", "openblas", "/usr/local/lib"],
    lapack: ["openblas", "openblas", "/usr/local/lib"],
  },
  {
    source: "numpy/numpy issue 14492, conda-forge's of 2019: searched for as MKL, and generic",
    text: `blas_mkl_info:${generic}\nblas_opt_info:${generic}\nlapack_mkl_info:${generic}\nlapack_opt_info:${generic}\n`,
    blas: ["blas, cblas, lapack, pthread", null, "/home/user/miniconda/envs/tst/lib"],
    lapack: ["blas, cblas, lapack, pthread", null, "/home/user/miniconda/envs/tst/lib"],
  },
  {
    source: "ContinuumIO/anaconda-issues issue 1471, Anaconda 4.3: MKL in its layers",
    text: `blas_mkl_info:${layered}\nblas_opt_info:${layered}\nopenblas_lapack_info:\n  NOT AVAILABLE\nlapack_mkl_info:${layered}\nlapack_opt_info:${layered}\n`,
    blas: ["mkl_intel_lp64, mkl_intel_thread, mkl_core, iomp5, pthread", "mkl", "/home/user/a/envs/py36/lib"],
    lapack: ["mkl_intel_lp64, mkl_intel_thread, mkl_core, iomp5, pthread", "mkl", "/home/user/a/envs/py36/lib"],
  },
  {
    source: "numpy/numpy issue 8294, ATLAS: the threaded one in spite of site.cfg, and in another order for LAPACK",
    text: `atlas_3_10_blas_threads_info:
    libraries = ['satlas', 'tatlas']
    library_dirs = ['${atlas}']
    define_macros = [('HAVE_CBLAS', None), ('ATLAS_INFO', '"\\\\"3.10.2\\\\""')]
    language = c
lapack_opt_info:
    libraries = ['tatlas', 'satlas', 'tatlas']
    library_dirs = ['${atlas}']
    define_macros = [('ATLAS_INFO', '"\\\\"3.10.2\\\\""')]
    language = f77
blas_opt_info:
    libraries = ['satlas', 'tatlas']
    library_dirs = ['${atlas}']
    define_macros = [('HAVE_CBLAS', None), ('ATLAS_INFO', '"\\\\"3.10.2\\\\""')]
    language = c
openblas_info:
  NOT AVAILABLE
`,
    blas: ["satlas, tatlas", "atlas", atlas],
    lapack: ["tatlas, satlas", "atlas", atlas],
  },
];

test.each(published)("$source", ({ text, blas, lapack }) => {
  const said = ([name, family, folder]: Published["blas"]) => ({ name, version: null, family, folder });
  expect(parseShowConfig(text, null)).toEqual({
    era: "setuptools",
    blas: said(blas),
    lapack: said(lapack),
    simd: null,
  });
});

test("a LAPACK of its own before another BLAS promises nothing of that BLAS", () => {
  const text =
    "lapack_opt_info:\n    libraries = ['lapack', 'blis']\n    library_dirs = ['/opt/lapack', '/opt/blis']\n";
  expect(parseShowConfig(text, null)?.lapack).toMatchObject({
    name: "lapack, blis",
    family: null,
    folder: "/opt/lapack",
  });
});
