// SPDX-License-Identifier: Apache-2.0
// save and restore, by any release of @actions/cache and over either protocol.

// {"client": "cache-6", "protocol": "v2"}: the package decides by its environment, which it reads at each call.
async function load({ client, protocol, token }) {
  if (protocol === 'v2') process.env.ACTIONS_CACHE_SERVICE_V2 = 'true';
  else delete process.env.ACTIONS_CACHE_SERVICE_V2;
  if (token) process.env.ACTIONS_RUNTIME_TOKEN = token;
  const loaded = await import(client);
  return loaded.saveCache ? loaded : loaded.default;
}

export const cacheActions = {
  // The entry's id, or -1.
  async save(operation) {
    const cache = await load(operation);
    return { id: await cache.saveCache(operation.paths, operation.key) };
  },

  // The key that was found; none for a miss.
  async restore(operation) {
    const cache = await load(operation);
    const { paths, key, restoreKeys = [], lookupOnly = false } = operation;
    return { key: await cache.restoreCache([...paths], key, restoreKeys, { lookupOnly }) };
  },
};
