package server

// Banner is what the service says about itself at its root, and the program
// with --version.
const Banner = "hop, a link shortener (bxbench-unedited)"
