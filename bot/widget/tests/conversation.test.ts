import { beforeEach, describe, expect, test, vi } from "vitest";
import { Conversation, type Listener } from "../src/conversation/conversation.js";
import { Memory } from "../src/conversation/memory.js";
import type { Message, PastMessage } from "../src/server/model.js";
import { Problem } from "../src/server/problem.js";
import type { Advisor, Key, Outgoing } from "../src/server/server.js";

const AWAY = new Problem("断了一下", 503, "away");
const OFFLINE = new Problem("没连上", 0);
const REFUSED = new Problem("没有收到文字", 422, "empty_text");
const FAILED = new Problem("没能答上来", 503, "no_answer");
const GONE = new Problem("没有这段对话", 404, "unknown_conversation");

function reply(text: string, more: Partial<Message> = {}): Message {
  return { text, quickReplies: [], card: null, progress: null, noted: [], ...more };
}

/** Answers like the server does: each message once, the same answer for the same id. */
class FakeAdvisor implements Advisor {
  said: PastMessage[] = [];
  answered = new Map<string, Message[]>();
  opened: string[] = [];
  failures: Problem[] = [];
  answer: (said: string) => Message[] = (said) => [reply(`听到了：${said}`)];

  async open(identity: string): Promise<Key> {
    this.opened.push(identity);
    return { id: `c${this.opened.length}`, token: "t" };
  }

  async say(_: Key, message: Outgoing): Promise<Message[]> {
    const failure = this.failures.shift();
    const words = "text" in message ? message.text : message.choice;
    if (failure === AWAY) this.said.push({ ...reply(words), from: "merchant", id: message.id });
    if (failure) throw failure;
    const before = this.answered.get(message.id);
    if (before) return before;
    this.said = this.said.filter((one) => one.id !== message.id);
    const answer = this.answer(words);
    this.answered.set(message.id, answer);
    this.said.push({ ...reply(words), from: "merchant", id: null });
    this.said.push(...answer.map((one) => ({ ...one, from: "advisor" as const, id: null })));
    return answer;
  }

  async history(): Promise<PastMessage[]> {
    return this.said;
  }

  async forget(): Promise<void> {
    this.said = [];
  }

  async shareReport() {
    return { id: "r", url: "https://advisor.example/report/x", expires: "2026-12-01" };
  }

  async revokeReport(): Promise<void> {}
}

let advisor: FakeAdvisor;
let memory: Memory;
let heard: Listener & Record<string, ReturnType<typeof vi.fn>>;

function conversation(identity = ""): Conversation {
  return new Conversation(advisor, memory, identity, heard);
}

function shown(talk: Conversation): string[] {
  return talk.state.entries.map((entry) => `${entry.from === "merchant" ? "我" : "顾问"}：${entry.message.text}`);
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  advisor = new FakeAdvisor();
  memory = new Memory("");
  heard = {
    changed: vi.fn(),
    said: vi.fn(),
    forgotten: vi.fn(),
    failed: vi.fn(),
    returned: vi.fn(),
  };
});

describe("talking", () => {
  test("the first message opens the conversation, later ones go on in it", async () => {
    const talk = conversation();
    await talk.say("在吗");
    await talk.say("停留 28 秒");
    expect(advisor.opened).toEqual([""]);
    expect(shown(talk)).toEqual(["我：在吗", "顾问：听到了：在吗", "我：停留 28 秒", "顾问：听到了：停留 28 秒"]);
  });

  test("messages said at once are answered in the order they were said", async () => {
    const talk = conversation();
    await Promise.all([talk.say("一"), talk.say("二"), talk.say("三")]);
    await vi.runAllTimersAsync();
    expect(shown(talk).filter((one) => one.startsWith("顾问"))).toEqual(["顾问：听到了：一", "顾问：听到了：二", "顾问：听到了：三"]);
  });

  test("a tapped reply is said by its words and sent as its choice", async () => {
    const talk = conversation();
    await talk.say("不清楚", "avg_stay_sec=unknown");
    expect(shown(talk)[0]).toBe("我：不清楚");
    expect(advisor.said[0]?.text).toBe("avg_stay_sec=unknown");
  });

  test("only the last message can be answered by tapping, and only until something is said", async () => {
    advisor.answer = () => [reply("问", { quickReplies: [{ title: "不清楚", choice: "a=unknown" }] })];
    const talk = conversation();
    await talk.say("在吗");
    expect(talk.replies).toHaveLength(1);
    const pending = talk.say("28");
    expect(talk.replies).toHaveLength(0);
    await pending;
    expect(talk.replies).toHaveLength(1);
  });
});

describe("when it does not go through", () => {
  test("without a network it is sent again, later and later, until it is answered once", async () => {
    advisor.failures = [OFFLINE, OFFLINE, OFFLINE];
    const talk = conversation();
    await talk.say("停留 28 秒");
    expect(talk.state.entries[0]?.delivery).toBe("unsent");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(advisor.failures).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(advisor.failures).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shown(talk)).toEqual(["我：停留 28 秒", "顾问：听到了：停留 28 秒"]);
    expect(talk.state.trouble).toBeNull();
  });

  test("the server's wish to wait is respected", async () => {
    advisor.failures = [new Problem("有点快", 429, "too_many_requests", 20)];
    const talk = conversation();
    await talk.say("在吗");
    await vi.advanceTimersByTimeAsync(19_000);
    expect(shown(talk)).toEqual(["我：在吗"]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shown(talk)).toEqual(["我：在吗", "顾问：听到了：在吗"]);
  });

  test("a failed answer waits for the merchant's tap", async () => {
    advisor.failures = [FAILED];
    const talk = conversation();
    await talk.say("在吗");
    await vi.runAllTimersAsync();
    expect(talk.state.trouble).toEqual({ message: "没能答上来", retry: "send" });
    await talk.retry();
    expect(shown(talk)).toEqual(["我：在吗", "顾问：听到了：在吗"]);
  });

  test("words the advisor cannot take go back to be changed", async () => {
    advisor.failures = [REFUSED];
    const talk = conversation();
    await talk.say("\u202e");
    expect(heard.returned).toHaveBeenCalledWith("\u202e");
    expect(shown(talk)).toEqual([]);
  });

  test("when the conversation is gone, the message goes on in a new one", async () => {
    const talk = conversation();
    await talk.say("在吗");
    advisor.failures = [GONE];
    await talk.say("停留 28 秒");
    expect(talk.state.trouble?.retry).toBe("send-anew");
    await talk.retry();
    expect(advisor.opened).toHaveLength(2);
    expect(shown(talk).at(-1)).toBe("顾问：听到了：停留 28 秒");
  });
});

describe("coming back", () => {
  test("a new page shows what was said, and the replies of the last message", async () => {
    advisor.answer = () => [reply("问", { quickReplies: [{ title: "不清楚", choice: "a=unknown" }] })];
    await conversation().say("在吗");
    const talk = conversation();
    await talk.restore();
    expect(shown(talk)).toEqual(["我：在吗", "顾问：问"]);
    expect(talk.replies).toHaveLength(1);
  });

  test.each([
    ["nothing arrived", [OFFLINE]],
    ["it was kept while the advisor was away", [AWAY]],
  ])("what was not answered when the page went is answered once: %s", async (_, failures) => {
    advisor.failures = failures;
    const before = conversation();
    await before.say("停留 28 秒");
    before.leave();
    const talk = conversation();
    await talk.restore();
    await vi.runAllTimersAsync();
    expect(shown(talk)).toEqual(["我：停留 28 秒", "顾问：听到了：停留 28 秒"]);
  });

  test("what was answered while nobody looked is not shown twice", async () => {
    advisor.failures = [OFFLINE];
    const before = conversation();
    await before.say("停留 28 秒");
    before.leave();
    await advisor.say({ id: "c1", token: "t" }, memory.unsent[0]!.outgoing);
    const talk = conversation();
    await talk.restore();
    expect(shown(talk)).toEqual(["我：停留 28 秒", "顾问：听到了：停留 28 秒"]);
  });

  test("a deleted conversation is forgotten here too", async () => {
    await conversation().say("在吗");
    const talk = conversation();
    vi.spyOn(advisor, "history").mockRejectedValue(GONE);
    await talk.restore();
    expect(talk.state.phase).toBe("new");
    expect(memory.key).toBeNull();
  });

  test("what another tab was told appears here", async () => {
    const here = conversation();
    await here.say("在吗");
    await conversation().say("停留 28 秒");
    await here.refresh();
    expect(shown(here)).toHaveLength(4);
  });
});

describe("whose conversation it is", () => {
  const identityOf = (sub: string) => `x.${btoa(JSON.stringify({ sub }))}.y`;

  test("a merchant the page knows gets the conversation of before on a new device", async () => {
    advisor.said = [{ ...reply("上次说到这"), from: "advisor", id: null }];
    const talk = conversation(identityOf("m1"));
    await talk.restore();
    expect(advisor.opened).toEqual([identityOf("m1")]);
    expect(shown(talk)).toEqual(["顾问：上次说到这"]);
  });

  test("somebody else at the same browser does not see it", async () => {
    await conversation(identityOf("m1")).say("在吗");
    await conversation(identityOf("m2")).restore();
    expect(advisor.opened).toEqual([identityOf("m1"), identityOf("m2")]);
  });

  test("with an identity that is not accepted the merchant is a guest, and the page is told", async () => {
    const refused = new Problem("没认出你是谁", 401, "bad_identity");
    vi.spyOn(advisor, "open").mockRejectedValueOnce(refused);
    const talk = conversation(identityOf("m1"));
    await talk.say("在吗");
    expect(heard.failed).toHaveBeenCalledWith(refused);
    expect(shown(talk)).toHaveLength(2);
  });
});

describe("deleting", () => {
  test("nothing is left here or there", async () => {
    const talk = conversation();
    await talk.say("在吗");
    await talk.forget();
    expect(localStorage).toHaveLength(0);
    expect(advisor.said).toEqual([]);
    expect(talk.state).toMatchObject({ phase: "new", entries: [], deleted: true });
    expect(heard.forgotten).toHaveBeenCalledOnce();
  });

  test("when it fails nothing is lost, and it says so", async () => {
    const talk = conversation();
    await talk.say("在吗");
    vi.spyOn(advisor, "forget").mockRejectedValue(OFFLINE);
    await talk.forget();
    expect(talk.state.trouble?.message).toBe("没连上");
    expect(memory.key).not.toBeNull();
  });

  test("confirmed within the chat, only the receipt stays", async () => {
    const talk = conversation();
    await talk.say("在吗");
    advisor.answer = () => [reply("删干净了", { card: { type: "deleted" } })];
    await talk.say("确定");
    expect(shown(talk)).toEqual(["顾问：删干净了"]);
    expect(memory.key).toBeNull();
  });
});
