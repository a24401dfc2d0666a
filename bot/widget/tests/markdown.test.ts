import { describe, expect, test } from "vitest";
import { markdown } from "../src/views/markdown.js";

function drawn(text: string): string {
  const place = document.createElement("div");
  place.append(markdown(text));
  return place.innerHTML.replaceAll("\n", "");
}

describe("the small Markdown of a message", () => {
  test("bold may end in Chinese punctuation and go on at once", () => {
    expect(drawn("**为什么：**因为")).toBe("<p><strong>为什么：</strong>因为</p>");
  });

  test("a line is a line", () => {
    expect(drawn("一\n二")).toBe("<p>一<br>二</p>");
  });

  test("a list ends where its lines end", () => {
    expect(drawn("有：\n- 甲\n- 乙\n完了")).toBe("<p>有：</p><ul><li>甲</li><li>乙</li></ul><p>完了</p>");
  });

  test("an indented line belongs to the item above it", () => {
    expect(drawn("1. 甲\n   看停留\n2. 乙")).toBe("<ol><li>甲<br>看停留</li><li>乙</li></ol>");
  });

  test("a list may begin with another number", () => {
    expect(drawn("接着：\n3. 丙")).toBe('<p>接着：</p><ol start="3"><li>丙</li></ol>');
  });

  test.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[点我](javascript:alert(1))",
    "![图](https://elsewhere.example/x.png)",
    "<https://elsewhere.example>",
    "`code`",
    "# 一号",
    "> 引用",
    "    缩进",
    "~~划掉~~",
    "| 甲 | 乙 |\n| - | - |",
    "---",
    "3*4*5",
  ])("%j is text", (text) => {
    const place = document.createElement("div");
    place.append(markdown(text));
    expect(place.querySelectorAll(":not(p, br, ul, ol, li)")).toHaveLength(0);
    expect(place.textContent!.replace(/\s/g, "")).toBe(text.replace(/\s/g, "").replace(/^-(?=[^-])/, ""));
  });
});
