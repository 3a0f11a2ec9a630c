import type { RequestHandler } from "express";
import { createLogger, format, transports } from "winston";
import type { Logger } from "winston";

export function makeLogger(level: string): Logger {
  return createLogger({
    level,
    format: format.combine(format.timestamp(), format.json()),
    transports: [new transports.Console()],
  });
}

/** One line a request, when it was answered. */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const start = process.hrtime.bigint();
    response.on("finish", () => {
      const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
      const { method, originalUrl } = request;
      logger.info("request", { method, url: originalUrl, status: response.statusCode, milliseconds });
    });
    next();
  };
}
