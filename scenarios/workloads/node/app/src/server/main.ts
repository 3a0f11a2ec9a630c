import { makeApp } from "./app";
import { banner } from "./banner";
import { readConfig } from "./config";
import { makeLogger } from "./log";

function main(): void {
  if (process.argv.includes("--version")) {
    console.log(banner);
    return;
  }
  const config = readConfig(process.env.GAZETTE_CONFIG);
  const logger = makeLogger(config.logLevel);
  const server = makeApp(config, logger).listen(config.port, () => {
    logger.info("listening", { port: config.port, banner });
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.close());
}

main();
