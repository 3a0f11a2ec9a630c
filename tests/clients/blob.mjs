// SPDX-License-Identifier: Apache-2.0
// Signed URLs, by the Azure SDK that @actions/cache brings along.
import { BlobClient, BlockBlobClient } from '@azure/storage-blob';

export const blobActions = {
  async upload({ url, text }) {
    const answer = await new BlockBlobClient(url).upload(text, text.length);
    return { status: answer._response.status };
  },

  // In blocks of `block` bytes, `parallel` at a time.
  async uploadBlocks({ url, text, block, parallel }) {
    const options = { blockSize: block, maxSingleShotSize: 0, concurrency: parallel };
    const answer = await new BlockBlobClient(url).uploadData(Buffer.from(text), options);
    return { status: answer._response.status };
  },

  async download({ url }) {
    const answer = await fetch(url);
    return { status: answer.status, text: await answer.text() };
  },

  // As many ranges of `block` bytes as it takes, `parallel` at a time.
  async downloadRanges({ url, block, parallel }) {
    const content = await new BlobClient(url).downloadToBuffer(0, undefined, { blockSize: block, concurrency: parallel });
    return { text: content.toString() };
  },
};
