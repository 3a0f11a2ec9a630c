// The part of the package in use; it brings no types of its own.
declare module "compression" {
  import type { RequestHandler } from "express";
  export default function compression(): RequestHandler;
}
