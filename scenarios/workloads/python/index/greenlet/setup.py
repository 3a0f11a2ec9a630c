from glob import glob

from setuptools import Extension, setup

setup(
    name="greenlet",
    version="2.0.2",
    package_dir={"": "src"},
    packages=["greenlet"],
    python_requires=">=3.6",
    ext_modules=[
        Extension(
            "greenlet._greenlet",
            sources=["src/greenlet/greenlet.cpp"],
            depends=glob("src/greenlet/**/*.h*", recursive=True),
            language="c++",
            # The stack is switched behind the compiler's back.
            extra_compile_args=["-fno-strict-aliasing", "-fno-tree-dominator-opts"],
        )
    ],
)
