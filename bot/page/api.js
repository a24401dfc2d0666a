// The way to the advisor and back: one conversation, its key kept in this browser.

const ROOT = "/api/v1/conversations";
const KEY = "advisor.conversation";
const DRAFT = "advisor.draft";

/** A request that was not answered as hoped. `lost` means that the conversation no longer exists for us. */
export class ApiError extends Error {
  constructor(message, status, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The advisor is away for a while: what was said is sent again by itself until there is an answer. */
  get away() {
    return this.status === 0 || this.code === "away" || this.code === "starting";
  }

  /** The advisor has what was said and answers it before anything else. */
  get kept() {
    return this.code === "away";
  }

  get lost() {
    return this.status === 401 || this.status === 404;
  }

  /** Whether sending the very same again may help. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Storage that works as long as the page is open even where the browser allows none. */
const memory = new Map();
const storage = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return memory.get(key) ?? null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      memory.set(key, value);
    }
  },
  remove(key) {
    memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was stored.
    }
  },
};

export const draft = {
  read: () => storage.get(DRAFT) ?? "",
  keep: (text) => (text ? storage.set(DRAFT, text) : storage.remove(DRAFT)),
};

/** An id for a message that is new. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Conversation {
  #key = readKey();

  get exists() {
    return this.#key !== null;
  }

  /** Sends {text} or {choice}, and the id that makes it the same message when it is sent again; opens the conversation when this is the first message. */
  async send(message) {
    if (!this.exists) this.#remember(await call("POST", ROOT));
    return call("POST", `${this.#path}/messages`, this.#key.token, message);
  }

  async history() {
    return (await call("GET", `${this.#path}/messages`, this.#key.token)).messages;
  }

  /** Deletes everything said, here and on the server. */
  async forget() {
    if (this.exists) await call("DELETE", this.#path, this.#key.token);
    this.drop();
  }

  /** Forgets the key; the conversation itself is left alone. */
  drop() {
    this.#key = null;
    storage.remove(KEY);
  }

  get #path() {
    return `${ROOT}/${this.#key.id}`;
  }

  #remember(key) {
    this.#key = key;
    storage.set(KEY, JSON.stringify(key));
  }
}

function readKey() {
  try {
    return JSON.parse(storage.get(KEY));
  } catch {
    return null;
  }
}

async function call(method, path, token, body) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  let response;
  let content;
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    content = response.status === 204 ? null : await response.json();
  } catch {
    throw new ApiError("没连上，看看网络。一连上就接着发，不用重打。", response?.status ?? 0);
  }
  if (!response.ok) throw new ApiError(content.error.message, response.status, content.error.code);
  return content;
}
