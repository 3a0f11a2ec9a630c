"""What the program says about itself."""

BANNER = "gauge, readings of sensors (bxbench-unedited)"
