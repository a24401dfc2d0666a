import { describe, expect, test } from "vitest";
import { readHistory, readMessage, readMessages } from "../src/server/model.js";

describe("what the server sends is read without trust", () => {
  test.each([null, 7, "x", [], {}, { messages: 3 }])("%j is no list of messages", (given) => {
    expect(readMessages(given)).toEqual([]);
  });

  test("what is missing or of another kind is empty", () => {
    expect(readMessage({ text: 7, quick_replies: "x", card: [], progress: 1, noted: {} })).toEqual({
      text: "",
      quickReplies: [],
      card: null,
      progress: null,
      noted: [],
    });
  });

  test("a card of an unknown kind is left to the text", () => {
    expect(readMessage({ text: "文字", card: { type: "hologram" } }).card).toBeNull();
  });

  test("a question keeps how its figure is written", () => {
    const card = { type: "question", questions: [{ variable: "gmv", label: "月销", figure: { kind: "money", unit: "元" } }] };
    expect(readMessage({ card }).card).toMatchObject({
      type: "question",
      questions: [{ variable: "gmv", label: "月销", multiple: false, figure: { kind: "money", unit: "元" } }],
    });
  });

  test("a fact played back has its figure only where one exact figure was told", () => {
    const noted = [
      { variable: "a", label: "停留", value: "28 秒", figure: { kind: "duration", unit: "秒", value: 28 }, changeable: true },
      { variable: "b", label: "停留", value: "不到 30 秒", figure: { kind: "duration", unit: "秒", value: null } },
      { variable: "c", label: "类目", value: "服饰鞋包", figure: null, changeable: true },
    ];
    expect(readMessage({ noted }).noted.map((one) => [one.figure?.value, one.changeable])).toEqual([
      [28, true],
      [null, false],
      [undefined, true],
    ]);
  });

  test("a report without its parts is an empty report", () => {
    const card = readMessage({ card: { type: "report", report: {} } }).card;
    expect(card).toMatchObject({ type: "report", report: { main: null, diagnoses: [], next_steps: [], fields: {} } });
  });

  test("only a message that waits has an id", () => {
    expect(readHistory([{ from: "merchant", text: "一", id: "x" }, { from: "advisor", text: "二" }])).toMatchObject([
      { from: "merchant", id: "x" },
      { from: "advisor", id: null },
    ]);
  });
});
