// SPDX-License-Identifier: Apache-2.0
// The generated Twirp clients of @actions/cache, called directly. The package itself uses the JSON one only; the
// protobuf one is published beside it.
import {
  CacheServiceClientJSON,
  CacheServiceClientProtobuf,
} from './node_modules/cache-6/lib/generated/results/api/v1/cache.twirp-client.js';

const transport = {
  async request(service, method, contentType, data) {
    const answer = await fetch(new URL(`/twirp/${service}/${method}`, process.env.ACTIONS_RESULTS_URL), {
      method: 'POST',
      headers: { 'Content-Type': contentType, Authorization: `Bearer ${process.env.ACTIONS_RUNTIME_TOKEN}` },
      body: contentType === 'application/json' ? JSON.stringify(data) : data,
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const type = answer.headers.get('content-type');
    if (type !== contentType) throw new Error(`asked in ${contentType}, answered in ${type}`);
    return contentType === 'application/json' ? answer.json() : new Uint8Array(await answer.arrayBuffer());
  },
};

const clients = { json: new CacheServiceClientJSON(transport), protobuf: new CacheServiceClientProtobuf(transport) };

const plain = (message) =>
  JSON.parse(JSON.stringify(message, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));

export const twirpActions = {
  // {"encoding": "protobuf", "method": "CreateCacheEntry", "request": {…}}
  async twirp({ encoding, method, request }) {
    const message = { restoreKeys: [], ...request };
    if ('sizeBytes' in message) message.sizeBytes = `${message.sizeBytes}`;
    return { answer: plain(await clients[encoding][method](message)) };
  },

  // Create, upload, finalize, lookup, download of one entry, each in the same encoding.
  async entry({ encoding, key, text }) {
    const { blobActions } = await import('./blob.mjs');
    const call = async (method, request) => (await twirpActions.twirp({ encoding, method, request })).answer;
    const version = 'v';
    const created = await call('CreateCacheEntry', { key, version });
    await blobActions.upload({ url: created.signedUploadUrl, text });
    const finalized = await call('FinalizeCacheEntryUpload', { key, version, sizeBytes: text.length });
    const found = await call('GetCacheEntryDownloadURL', { key, version });
    const { text: content } = await blobActions.download({ url: found.signedDownloadUrl });
    return { created, finalized, found, content };
  },
};
