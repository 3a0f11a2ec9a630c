/** What the service says about itself at /about and when it starts. */
export const banner = "gazette, notices in Markdown (bxbench-unedited)";
