// The advisor's HTTP API, one method for each thing that can be asked of it.

import { type Message, type PastMessage, readHistory, readMessages } from "./model.js";
import { Problem } from "./problem.js";

/** Opens one conversation; nobody without it reads or writes there. */
export interface Key {
  id: string;
  token: string;
}

/** What is said: words, or the choice of a quick reply. The same id is the same message, sent again. */
export type Outgoing = { id: string } & ({ text: string } | { choice: string });

export interface ReportLink {
  id: string;
  url: string;
  expires: string;
}

export interface Advisor {
  open(identity: string): Promise<Key>;
  say(key: Key, message: Outgoing): Promise<Message[]>;
  history(key: Key): Promise<PastMessage[]>;
  forget(key: Key): Promise<void>;
  shareReport(key: Key): Promise<ReportLink>;
  revokeReport(key: Key, report: string): Promise<void>;
}

const PATIENCE_MS = 30_000;

export class Server implements Advisor {
  /** @param address where the advisor is, without a path: https://advisor.example */
  constructor(
    private readonly address: string,
    private readonly unreachable: string,
  ) {}

  async open(identity: string): Promise<Key> {
    const opened = await this.call("POST", "", null, identity ? { identity } : undefined);
    return { id: String(opened.id), token: String(opened.token) };
  }

  async say(key: Key, message: Outgoing): Promise<Message[]> {
    return readMessages((await this.call("POST", `/${key.id}/messages`, key, message)).messages);
  }

  async history(key: Key): Promise<PastMessage[]> {
    return readHistory((await this.call("GET", `/${key.id}/messages`, key)).messages);
  }

  async forget(key: Key): Promise<void> {
    await this.call("DELETE", `/${key.id}`, key);
  }

  async shareReport(key: Key): Promise<ReportLink> {
    const made = await this.call("POST", `/${key.id}/reports`, key, {});
    return { id: String(made.id), url: new URL(String(made.url), this.base).href, expires: String(made.expires) };
  }

  async revokeReport(key: Key, report: string): Promise<void> {
    await this.call("DELETE", `/${key.id}/reports/${encodeURIComponent(report)}`, key);
  }

  private get base(): string {
    return this.address || location.origin;
  }

  private async call(method: string, path: string, key: Key | null, body?: object): Promise<Record<string, unknown>> {
    const headers: Record<string, string> = {};
    if (key) headers.Authorization = `Bearer ${key.token}`;
    if (body) headers["Content-Type"] = "application/json";
    let response: Response;
    let content: any;
    try {
      response = await fetch(new URL(`/api/v1/conversations${path}`, this.base), {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        credentials: "omit",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      content = response.status === 204 ? {} : await response.json();
    } catch {
      throw new Problem(this.unreachable, 0);
    }
    if (response.ok) return content;
    throw new Problem(
      content?.error?.message ?? this.unreachable,
      response.status,
      content?.error?.code ?? "",
      Number(response.headers.get("Retry-After")) || 0,
    );
  }
}
