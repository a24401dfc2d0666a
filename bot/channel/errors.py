"""Every way a request can fail: one status, one code for programs, one Chinese sentence that says what to do."""

from __future__ import annotations

from enum import Enum


class Problem(Enum):
    """Status, code and message. The codes are part of the interface: add, never rename."""

    MALFORMED = (400, "malformed_request", "请求没看懂：正文要是 JSON 对象，只带 text 或 choice 其中一个，值是文字。")
    UNAUTHORISED = (401, "unauthorised", "这段对话的凭证不对，请重新打开页面，或开始新的对话。")
    BAD_IDENTITY = (401, "bad_identity", "没认出你是谁，可能这个页面开得太久了。刷新一下页面再来。")
    FOREIGN_ORIGIN = (403, "foreign_origin", "这个网页没有开通经营顾问，请联系网页的维护人员。")
    UNKNOWN_CONVERSATION = (404, "unknown_conversation", "没有这段对话，可能已经删除了。请开始新的对话。")
    UNKNOWN_REPORT = (404, "unknown_report", "没有这份报告，可能过期了，或者已经收回。")
    UNKNOWN_ADDRESS = (404, "unknown_address", "没有这个地址，请对照 /api/v1/openapi.json 检查。")
    WRONG_METHOD = (405, "wrong_method", "这个地址不支持这种请求方法，请对照 /api/v1/openapi.json 检查。")
    TEXT_TOO_LONG = (413, "text_too_long", "一次最多发 4000 个字，请分成几条来发。")
    BODY_TOO_LARGE = (413, "body_too_large", "请求太大了，请把内容分成几条来发。")
    EMPTY_TEXT = (422, "empty_text", "没有收到文字，请写一句店里的情况再发。")
    UNKNOWN_CHOICE = (422, "unknown_choice", "没有这个选项，请从最新一条消息的选项里选，或者直接打字告诉我。")
    FIGURE_OUT_OF_RANGE = (422, "figure_out_of_range", "这个数不太可能，看看是不是多打少打了一位，改一下再发。")
    IDENTITY_UNAVAILABLE = (422, "identity_unavailable", "这里还没开通认人，先直接聊吧，说过的这台设备上都在。")
    STALE_FACTS = (409, "stale_facts", "之前说过的情况有一项已经不适用了，请重新开始诊断。")
    TOO_MANY_REQUESTS = (429, "too_many_requests", "来得有点快，我跟不上了。歇一会儿再发就行，之前说的都记着。")
    NO_ANSWER = (503, "no_answer", "刚才没能答上来，这条没有记下。换个说法再发一次试试。")
    AWAY = (503, "away", "我这边刚断了一下。你说的收到了，一恢复就接着答，不用再发。")
    STARTING = (503, "starting", "还在启动，请过几秒再试。")
    INTERNAL = (500, "internal_error", "出了点问题，请再试一次；一直不行就把时间告诉维护的同事。")

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.code = code
        self.message = message

    def to_json(self) -> dict[str, dict[str, str]]:
        return {"error": {"code": self.code, "message": self.message}}


class ApiError(Exception):
    """A request that cannot be answered, and why; perhaps after so many seconds it can."""

    def __init__(self, problem: Problem, *, retry_after: int | None = None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.retry_after = retry_after
