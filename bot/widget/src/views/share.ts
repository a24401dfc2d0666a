// The way from a report in the conversation to the one that can be kept: a link that opens, copies and is revoked.

import { html, LitElement, nothing } from "lit";
import { Problem } from "../server/problem.js";
import type { ReportLink } from "../server/server.js";
import type { Texts } from "../texts.js";

export interface Sharing {
  shareReport(): Promise<ReportLink>;
  revokeReport(report: string): Promise<void>;
}

export class Share extends LitElement {
  static override properties = {
    texts: { attribute: false },
    sharing: { attribute: false },
    link: { state: true },
    busy: { state: true },
    said: { state: true },
  };

  declare texts: Texts;
  declare sharing: Sharing;
  private declare link: ReportLink | null;
  private declare busy: boolean;
  private declare said: string;

  constructor() {
    super();
    this.link = null;
    this.busy = false;
    this.said = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    return html`<div class="share">
      ${this.link ? this.made(this.link) : this.offer()}
      <p class="muted" role="status">${this.said}</p>
    </div>`;
  }

  private offer(): unknown {
    return html`<button class="reply" type="button" ?disabled=${this.busy} @click=${this.make}>
      ${this.busy ? this.texts.sharing : this.texts.share}
    </button>`;
  }

  private made(link: ReportLink): unknown {
    return html`<a class="reply" href=${link.url} target="_blank" rel="noopener noreferrer">${this.texts.shared}</a>
      ${navigator.clipboard ? html`<button class="quiet" type="button" @click=${this.copy}>${this.texts.copy}</button>` : nothing}
      <button class="quiet" type="button" ?disabled=${this.busy} @click=${this.revoke}>${this.texts.revoke}</button>`;
  }

  private make(): Promise<void> {
    // A window opened after waiting would be blocked; one opened at once waits with its page.
    const page = open("about:blank", "_blank");
    return this.working(async () => {
      try {
        this.link = await this.sharing.shareReport();
      } catch (error) {
        page?.close();
        throw error;
      }
      if (page) {
        page.opener = null;
        page.location.replace(this.link.url);
      }
      this.said = this.texts.sharedUntil.replace("{date}", new Date(this.link.expires).toLocaleDateString("zh-CN"));
    });
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.link!.url);
    this.said = this.texts.copied;
  }

  private revoke(): Promise<void> {
    return this.working(async () => {
      await this.sharing.revokeReport(this.link!.id);
      this.link = null;
      this.said = this.texts.revoked;
    });
  }

  private async working(task: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await task();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.said = error.message;
    } finally {
      this.busy = false;
    }
  }
}
