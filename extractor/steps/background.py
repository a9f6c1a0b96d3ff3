"""Background: figures that tell how things stand where a report is set, and not what a program did.

How many unions and members there are, how many enterprises and people a place has, how its economy does:
a program named before such a figure says nothing of it.
"""

from __future__ import annotations

from extractor.model import Span
from extractor.text import kept_re as re

# What there is, not what a program did: 全区现有企业1300家; it is no background where it ends in a verb.
_STOCK = re.compile(
    r"(?:现有|共有|下辖|辖有|聚集了?|集聚了?|汇聚了?|入驻|总数)"
    r"(?:(?!开展|举办|组织|投入|发放|慰问|培训|参加|参与|完成|建成|服务|获|实现)[^。;!?]){0,48}$"
)
# who there is, with no word of what was done for them: 区内台资企业168家，职工2400余人
_RESIDENT = re.compile(
    "(?:企业|公司|商户|网点|门店|站点|从业人员|职工|员工|工人|劳动者|司机|骑手|快递员|居民|人口)"
    "(?:总数|人数|数量?)?(?:现有|共有|已有|有|达到?|超过?|逾|近|约)*$"
)
_WORK = re.compile(
    "开展|举办|举行|组织|投入|发放|慰问|培训|参加|参与|参赛|完成|建|服务|获|实现|签|覆盖|惠及|受益|受理|提供|帮|走访|资助|救助|接待|解决"
    "|吸引|评|选|设|推|办|募|筹|送|补|安置|达成|调解|追|挽|创|提|节约|增|减|降|升|入会|加入|吸纳|动员|带动|影响|体检|筛查|辅导|参保|赔付|安排|让利|招|聘|配|表彰|命名"
)
# how many unions and members there are, and the programs that are about that
_ORGANIZED = re.compile(
    r"(?:(?<!总)工会|工会组织|工会小组|工会委员会|工会会员|会员|会员总数|入会率?|建会率?|组建率)$"
)
# how the place is doing, which no program of the union counts as its own
_ECONOMY = re.compile(
    "(?:生产总值|总产值|产值增速|增速|增加值|接单额|订单额|进出口额|财政收入|可支配收入|居民收入|人均收入|复工率|复产率|返岗率|开工率|失业率|城镇化率"
    "|新增就业|常住人口|总人口|户籍人口)$"
)
_GROWS = re.compile("新建|组建|成立|新增|净增|发展|吸收|吸纳|建立|有|达|率")
_ORGANIZES = re.compile("建会|入会|工会|会员|组建|联盟|攻坚|覆盖|组织")


def is_stock(text: str, sentence: int, clause: Span, figure: Span) -> bool:
    """Whether the figure counts what is there, by the words of its clause, or from its sentence's start."""
    if _STOCK.search(text, sentence, figure.start):
        return _WORK.search(text, figure.end, clause.end) is None  # 共有70名骑手|参与
    if text.endswith("元", figure.start, figure.end) or not _RESIDENT.search(
        text, clause.start, figure.start
    ):
        return False
    return _WORK.search(text, clause.start, figure.start) is None


def is_background(text: str, sentence: Span, indicator: Span, at: int, program: str) -> bool:
    """Whether the figure at `at` tells how the place does, or how its union grew: 新建基层工会33家.

    How a union grew is the work of a `program` that is about that.
    """
    counted = indicator.of(text)
    if _ECONOMY.search(counted):
        return True
    if _ORGANIZES.search(program) or not _ORGANIZED.search(counted):
        return False
    return _GROWS.search(text, sentence.start, max(at, indicator.start)) is not None
