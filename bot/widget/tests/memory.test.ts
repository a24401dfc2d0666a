import { beforeEach, describe, expect, test, vi } from "vitest";
import { Memory } from "../src/conversation/memory.js";

const KEY = { id: "c", token: "t", merchant: "" };

beforeEach(() => localStorage.clear());

describe("what the browser keeps", () => {
  test("outlives the page", () => {
    new Memory("").key = KEY;
    expect(new Memory("").key).toEqual(KEY);
  });

  test("is kept apart for each advisor", () => {
    new Memory("https://one.example").key = KEY;
    expect(new Memory("https://other.example").key).toBeNull();
  });

  test("is gone here too when another tab deletes it", () => {
    const here = new Memory("");
    here.key = KEY;
    new Memory("").forget();
    expect(here.key).toBeNull();
  });

  test.each(["", "null", "7", "{}", '{"id":7,"token":"t"}', "{broken"])("%j is no key", (kept) => {
    localStorage.setItem("advisor.conversation", kept);
    expect(new Memory("").key).toBeNull();
  });

  test.each(["", "null", "{}", '[{"title":7}]', '[{"title":"x","outgoing":{"text":"x"}}]'])("%j is nothing unsent", (kept) => {
    localStorage.setItem("advisor.unsent", kept);
    expect(new Memory("").unsent).toEqual([]);
  });
});

describe("where the browser keeps nothing", () => {
  const forbidden = {
    getItem: vi.fn(() => {
      throw new Error("forbidden");
    }),
    setItem: vi.fn(() => {
      throw new Error("full");
    }),
    removeItem: vi.fn(),
  } as unknown as Storage;

  test.each([null, forbidden])("it is kept as long as the page is open", (storage) => {
    const memory = new Memory("", storage);
    memory.key = KEY;
    expect(memory.key).toEqual(KEY);
    memory.forget();
    expect(memory.key).toBeNull();
  });
});
