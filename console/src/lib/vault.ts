/**
 * What a person has begun and not sent, on this machine: sealed with a key that no script can read out and that only
 * this person's sign-in asks for. Gone after a week. Where the browser has no safe place it is kept for this page only.
 */
const DATABASE = "alliance-console";
const KEEP_MILLIS = 7 * 24 * 3600_000;

interface Sealed {
  id: string;
  at: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface Vault {
  read<T>(name: string): Promise<T | null>;
  write(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  /** The names that begin so. */
  names(prefix: string): Promise<string[]>;
  /** False where what is kept does not outlive the page. */
  readonly lasts: boolean;
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

function database(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("items", { keyPath: "id" });
  };
  return asked(request);
}

async function keyOf(db: IDBDatabase, owner: string): Promise<CryptoKey> {
  const known = await asked(db.transaction("keys").objectStore("keys").get(owner));
  if (known) {
    return known as CryptoKey;
  }
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const store = db.transaction("keys", "readwrite").objectStore("keys");
  try {
    await asked(store.add(fresh, owner));
    return fresh;
  } catch {
    // Another tab was first.
    return (await asked(db.transaction("keys").objectStore("keys").get(owner))) as CryptoKey;
  }
}

async function prune(db: IDBDatabase): Promise<void> {
  const all = (await asked(db.transaction("items").objectStore("items").getAll())) as Sealed[];
  const store = db.transaction("items", "readwrite").objectStore("items");
  all.filter((it) => Date.now() - it.at > KEEP_MILLIS && !/\|queue(:[^|]*)?$/.test(it.id)).forEach((it) => store.delete(it.id));
}

function inMemory(): Vault {
  const items = new Map<string, string>();
  return {
    lasts: false,
    read: async <T>(name: string) => (items.has(name) ? (JSON.parse(items.get(name)!) as T) : null),
    write: async (name, value) => void items.set(name, JSON.stringify(value)),
    remove: async (name) => void items.delete(name),
    names: async (prefix) => [...items.keys()].filter((it) => it.startsWith(prefix)),
  };
}

export async function openVault(owner: string): Promise<Vault> {
  try {
    const db = await database();
    const key = await keyOf(db, owner);
    await prune(db);
    const id = (name: string) => `${owner}|${name}`;
    return {
      lasts: true,
      async read<T>(name: string) {
        const sealed = (await asked(db.transaction("items").objectStore("items").get(id(name)))) as Sealed | undefined;
        if (!sealed) {
          return null;
        }
        try {
          const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
          return JSON.parse(new TextDecoder().decode(clear)) as T;
        } catch {
          return null;
        }
      },
      async write(name, value) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const clear = new TextEncoder().encode(JSON.stringify(value));
        const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear);
        const sealed: Sealed = { id: id(name), at: Date.now(), iv, data };
        await asked(db.transaction("items", "readwrite").objectStore("items").put(sealed));
      },
      async remove(name) {
        await asked(db.transaction("items", "readwrite").objectStore("items").delete(id(name)));
      },
      async names(prefix) {
        const range = IDBKeyRange.bound(id(prefix), `${id(prefix)}\uffff`);
        const keys = await asked(db.transaction("items").objectStore("items").getAllKeys(range));
        return keys.map((it) => String(it).slice(id("").length));
      },
    };
  } catch {
    return inMemory();
  }
}
