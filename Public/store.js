// What this device keeps until the server has it: text that is not saved yet, and reports that
// wait for the line. Each record belongs to one reader; no other is ever shown it.

const NAME = 'mebe', VERSION = 1;
let opened;

function database() {
  opened = opened || new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const store of ['drafts', 'outbox']) {
        asked.result.createObjectStore(store, { keyPath: ['reader', 'address'] });
      }
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

function ask(store, mode, body) {
  return database().then(base => new Promise((resolve, reject) => {
    const transaction = base.transaction(store, mode);
    const asked = body(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  }));
}

export const get = (store, reader, address) =>
  ask(store, 'readonly', records => records.get([reader, address]));
export const put = (store, record) => ask(store, 'readwrite', records => records.put(record));
export const remove = (store, reader, address) =>
  ask(store, 'readwrite', records => records.delete([reader, address]));
/** All of one reader. */
export const list = (store, reader) => ask(
  store, 'readonly', records => records.getAll(IDBKeyRange.bound([reader], [reader, []])));
/** Forgets a reader, at the end of the session. */
export const forget = (store, reader) => ask(
  store, 'readwrite', records => records.delete(IDBKeyRange.bound([reader], [reader, []])));
