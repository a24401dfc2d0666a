"""Folds the many ways of writing a character into one, so that one pattern reads them all.

Folding never changes the length of a text: an offset in the folded text is an offset in the original.
"""

from __future__ import annotations

import re

# Only the characters of this trade; a general converter would be a dependency for three hundred signs.
_TRADITIONAL = (
    "兩两 萬万 億亿 幾几 個个 點点 塊块 錢钱 條条 場场 單单 時时 鐘钟 鍾钟 間间 週周 禮礼 號号 後后 來来 "
    "過过 轉转 貨货 開开 沒没 賣卖 買买 賬账 帳账 員员 關关 係系 這这 還还 說说 話话 對对 會会 給给 從从 "
    "東东 車车 讓让 應应 該该 實实 際际 數数 據据 覺觉 問问 題题 裡里 裏里 們们 為为 樣样 嗎吗 麼么 無无 "
    "與与 總总 結结 論论 專专 業业 穩稳 換换 頭头 達达 廣广 費费 預预 備备 庫库 產产 廠厂 線线 體体 網网 "
    "紅红 電电 傳传 統统 護护 膚肤 飾饰 嬰婴 親亲 寶宝 寵宠 運运 動动 戶户 圖图 書书 創创 記记 錄录 復复 "
    "購购 響响 鏈链 鍵键 評评 擊击 進进 減减 漲涨 價价 優优 選选 標标 準准 誰谁 聽听 請请 謝谢 見见 視视 "
    "頻频 節节 絕绝 貴贵 於于 並并 種种 類类 樓楼 葉叶 麵面 魚鱼 雞鸡 貓猫 園园 學学 觀观 眾众 傭佣 壓压 "
    "縮缩 別别 責责 負负 財财 屬属 歲岁 劇剧 幫帮 檢检 測测 驗验 證证 試试 營营 銷销 衛卫 飯饭 飲饮 養养 "
    "豬猪 頁页 級级 綫线 軟软 內内 鬧闹 熱热 靜静 衝冲 現现 發发 輪轮 淨净 餘余 豐丰 滿满 遠远 連连 續续 "
    "斷断 擴扩 張张 離离 難难 決决 議议 討讨 願愿 處处 務务 組组 織织 團团 隊队 歸归 門门 隨随 維维 簡简 "
    "練练 彈弹 韓韩 蘋苹 機机 術术 設设 檔档 齊齐 濟济 師师 資资 極极 層层 樂乐 壞坏 齡龄 臺台 灣湾 導导 "
    "盤盘 羅罗 報报 賺赚 虧亏 錯错 縣县 邊边 憑凭 氣气 勢势 暫暂 贈赠 鋪铺 讀读 鎮镇 獲获 啟启 盡尽 僅仅 "
    "隻只 雙双 舊旧 嘗尝 載载 質质 誤误 尋寻 縱纵 脫脱 剛刚 腳脚 齒齿 葯药 藥药 襯衬 褲裤 襪袜 廚厨 燈灯 "
    "棗枣 糧粮 潔洁 顆颗 聯联 搶抢 鬆松 懶懒 獨独 歷历 遲迟 險险 擔担 憂忧 適适 跡迹 償偿 態态 競竞 爭争 "
    "鄉乡 嚴严 確确 認认 詢询 儲储 佈布 衹只 纔才 囉啰 喫吃 攝摄 銀银 誠诚 觸触 緊紧 臨临 擬拟 錶表 鏡镜 "
    "補补 癢痒 塗涂 畫画 針针 釣钓 裝装 麗丽 鮮鲜 醬酱 餅饼 鍋锅 絲丝 貝贝 環环 繡绣 綿绵 滷卤 碼码 辦办 "
    "慣惯 攤摊 擺摆 歡欢 聲声 長长 風风 飛飞 馬马 鳥鸟 龍龙 鑽钻 銅铜 鐵铁 燒烧 窩窝 鹽盐 糰团 潤润 淚泪 "
    "莖茎 蘭兰 參参 餵喂 籃篮 傘伞 櫃柜 牆墙 陽阳 寫写 詞词 語语 義义 帶带 壽寿 舖铺 佔占 傷伤 僱雇 劑剂 "
    "勞劳 勻匀 喚唤 塵尘 尷尴 屜屉"
)
_CANTONESE = "唔不 嘅的 哋们 睇看 咗了 冇没 嚟来 佢他 畀给"
_PUNCTUATION = {
    "∶": ":",
    "﹪": "%",
    "．": ".",
    "～": "~",
    "〜": "~",
    "－": "-",
    "–": "-",
    "—": "-",
    "〇": "零",
    "￥": "¥",
    "　": " ",
}

# Slips of the input method, each the length of what was meant.
_SLIPS = {
    "牵川": "千川",
    "千穿": "千川",
    "前川": "千川",
    "仟川": "千川",
    "停流": "停留",
    "挺留": "停留",
    "亭留": "停留",
    "达仁": "达人",
    "大人带": "达人带",
    "抖加": "斗加",
    "豆荚": "斗加",
    "罗潘": "罗盘",
    "锣盘": "罗盘",
    "转划": "转化",
    "转话": "转化",
    "退活": "退货",
    "退或": "退货",
    "客但": "客单",
    "课单": "客单",
    "在县": "在线",
    "场关": "场观",
    "复够": "复购",
    "付购": "复购",
    "佣今": "佣金",
    "莫得": "没有",
    "没得": "没有",
    "冇得": "没有",
}


def _fold_table() -> dict[int, str]:
    table = {ord(full): chr(ord(full) - 0xFEE0) for full in map(chr, range(0xFF01, 0xFF5F))}
    table |= {ord(pair[0]): pair[1] for pair in f"{_TRADITIONAL} {_CANTONESE}".split()}
    table |= {ord(sign): plain for sign, plain in _PUNCTUATION.items()}
    table |= {letter: chr(letter + 32) for letter in range(ord("A"), ord("Z") + 1)}
    table |= {ord("Ａ") + offset: chr(ord("a") + offset) for offset in range(26)}
    return table | {ord(sign): sign for sign in "，！？；"}


_TABLE = _fold_table()
# 壹万贰仟 on contracts; a single sign may be another word (陆续, 收拾), so only where two stand together.
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
_FORMAL_RUN = re.compile(
    r"[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零万亿点]*(?:[壹贰貳叁參肆伍陆陸柒捌玖]\s?[拾佰仟万亿]|[拾佰仟][壹贰貳叁參肆伍陆陸柒捌玖])"
    r"[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零万亿点]*|[壹贰貳叁參肆伍陆陸柒捌玖](?=[元块条场个单件成天人])"
)
_SLIP = re.compile("|".join(map(re.escape, _SLIPS)))


def fold(text: str) -> str:
    """The text in half-width, simplified, lower-case characters, as long as the original; slips are set right."""
    plain = _FORMAL_RUN.sub(lambda run: run.group().translate(_FORMAL), text.translate(_TABLE))
    return _SLIP.sub(lambda slip: _SLIPS[slip.group()], plain)
