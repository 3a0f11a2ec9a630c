// SPDX-License-Identifier: Apache-2.0
// Files to save, and what became of them.
import { createHash, randomBytes } from 'node:crypto';
import dns from 'node:dns';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

const piece = 64 << 20;
const { lookup } = dns;

export const fileActions = {
  // {"path": …, "bytes": N}: random bytes, which no compressor shrinks. Pieces repeat, but further apart than it looks.
  async write({ path, bytes }) {
    await mkdir(dirname(path), { recursive: true });
    const noise = randomBytes(Math.min(piece, bytes));
    const file = await open(path, 'w');
    for (let left = bytes; left > 0; left -= piece) {
      noise.writeUInt32LE(left % 2 ** 32 >>> 0, 0);
      await file.write(noise, 0, Math.min(piece, left));
    }
    await file.close();
    return {};
  },

  async digest({ path }) {
    const hash = createHash('sha1');
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
    return { digest: hash.digest('hex'), bytes: (await stat(path)).size };
  },

  async remove({ path }) {
    await rm(path, { recursive: true });
    return {};
  },

  // Names of Azure's blob service mean this machine from now on.
  async azureIsHere() {
    dns.lookup = (host, options, done) =>
      lookup(host.endsWith('.blob.core.windows.net') ? '127.0.0.1' : host, options, done);
    return {};
  },
};
