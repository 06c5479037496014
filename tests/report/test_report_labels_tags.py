"""Bag tags on paper: one per label, legible, scannable, nobody's name on them."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from label_day import LONG, label_context
from label_pages import printed
from report_day import NASTY, SECRETS, make_day, make_travel
from report_plan import make_plan

from routing.check.causes import Cause
from routing.domain.partner import Partner
from routing.plan.violation import Violation
from routing.report.sheets.bag_tags import bag_code, render_bag_tags
from routing.report.sheets.frame import SheetContext, plan_number
from routing.report.sheets.tag_paper import TagPaper

STOPS, TAGS = 60, 81
"""60 plain bags, 20 chilled ones and a loose piece on the way back."""
SIZES = {
    TagPaper.LABEL_100X150: (100, 150),
    TagPaper.LABEL_76X130: (76, 130),
    TagPaper.A4: (210, 297),
}
EDITED = (Violation(cause=Cause.R1_CAP_KG, where="鲁F001 #1", amount=1_000, unit="g"),)
PER_PAGE = {TagPaper.LABEL_100X150: 1, TagPaper.LABEL_76X130: 1, TagPaper.A4: 8}


def tag_ids(html: str) -> list[str]:
    return re.findall(r'data-bag="([^"]+)"', html)


def tag_words(html: str, bag: str) -> str:
    """Return what a person reads on one tag."""
    tag = re.search(rf'<article class="tag" data-bag="{bag}".*?</article>', html, re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", tag.group())).split())


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.fixture(scope="module", params=list(TagPaper))
def paper(request):
    return request.param


@pytest.fixture(scope="module")
def context():
    return label_context(STOPS)


@pytest.fixture(scope="module")
def pages(context, paper, tmp_path_factory):
    return printed(render_bag_tags(context, paper), tmp_path_factory.mktemp("tags"))


def test_paper_is_as_large_as_the_label(pages, paper):
    for page in pages:
        assert page.size == pytest.approx(SIZES[paper], abs=0.5)


def test_one_tag_per_label_or_eight_on_a_sheet(pages, paper, context):
    bags = tag_ids(render_bag_tags(context, paper))
    each = PER_PAGE[paper]
    assert len(bags) == TAGS
    assert len(pages) == -(-TAGS // each)
    for number, page in enumerate(pages):
        expected = bags[number * each : (number + 1) * each]
        assert [bag for bag in bags if bag in page.words] == expected


def test_a_scanner_reads_every_tag(pages, context, paper):
    bags = tag_ids(render_bag_tags(context, paper))
    read = [code for page in pages for code in sorted(page.codes())]
    expected = sorted(bag_code(context, bag) for bag in bags)
    assert sorted(read) == expected
    assert expected[0] == f"GP|{plan_number(context.plan)}|V2|L01-A"


def test_long_names_stand_whole_on_paper(pages):
    words = squeezed("".join(page.words for page in pages))
    for number in range(1, STOPS + 1):
        assert f"{LONG}{number:02d}" in words


def full_context():
    """Return a day whose bags hold items of eight partners with long names."""
    plain = label_context(4, violations=EDITED)
    names = [f"{name}快递有限公司" for name in "邮圆中申韵极顺京"]
    partners = {
        str(number): Partner(partner_id=str(number), name=name)
        for number, name in enumerate(names)
    }
    bags = tuple(
        replace(bag, items=dict.fromkeys(partners, 12)) for bag in plain.plan.bags
    )
    return replace(
        plain,
        day=replace(plain.day, partners={**plain.day.partners, **partners}),
        plan=replace(plain.plan, bags=bags),
    )


def test_nothing_is_wider_or_higher_than_its_place(paper, tmp_path):
    """The browser measures each part of each tag and prints what sticks out."""
    measure = """<script>
    var out = [];
    document.querySelectorAll(".choose input").forEach(function (one) {
      if (one.value === "PAPER") { one.click(); }
    });
    document.querySelectorAll(".tag, .tag > div").forEach(function (part) {
      if (part.scrollHeight > part.clientHeight + 1 ||
          part.scrollWidth > part.clientWidth + 1) {
        out.push(part.className + " " + part.textContent);
      }
    });
    var parts = document.querySelectorAll(".tag > div").length;
    document.body.innerHTML = "<p>parts " + parts + " out " + out.join() + "</p>";
    </script></body>""".replace("PAPER", paper)
    # Rendered for another paper: the choice on the screen is tried as well.
    other = TagPaper.A4 if paper is not TagPaper.A4 else TagPaper.LABEL_76X130
    html = render_bag_tags(full_context(), other).replace("</body>", measure)
    words = "".join(page.words for page in printed(html, tmp_path))
    # Six tags of banner, top, four texts, code and facts.
    assert squeezed(words) == "parts48out"


def test_tags_stand_in_the_order_of_sorting():
    html = render_bag_tags(label_context(12))
    # Chute 1 takes stations 1 and 11, chute 2 stations 2 and 12.
    assert tag_ids(html)[:5] == ["L01-A", "L11-A", "L02-A", "L12-A", "L12-B"]
    assert tag_ids(html)[-1] == "L01-Z"


def test_words_of_a_tag():
    context = label_context(3)
    html = render_bag_tags(context)
    assert tag_words(html, "L03-B") == (
        f"试算，未审核 格口 3 冷藏 {LONG}03 青山镇 鲁F001 第 1 趟 · 第 3 站 "
        "中通 4 件 L03-B 共 4 件 · 6.0 公斤 本站第 2 个，共 2 个 "
        f"货类 冷鲜 · 装车序 2 计划号 {plan_number(context.plan)} 第 2 版 · 袋牌 4/5 "
        f"打印 03-10 05:30 调度电话 {SECRETS[4]}"
    )


def test_words_of_a_loose_piece_on_the_way_back():
    words = tag_words(render_bag_tags(label_context(3)), "L01-Z")
    # The driver hangs it on at this station: its name stands large.
    assert f"回程 散件 常温 {LONG}01 青山镇 · 送到 龙山县中心" in words
    assert "农产品·邮政 1 件" in words
    assert "本站第 1 个，共 1 个" in words
    assert "装车序" not in words


def test_without_chutes_the_order_of_loading_stands_large():
    words = tag_words(render_bag_tags(label_context(3, chutes=False)), "L01-A")
    # Four bags of three halts: the first halt's is loaded last.
    assert words.startswith("试算，未审核 装车序 4 常温")
    assert words.count("装车序") == 1


def test_the_mark_of_a_trial_goes_with_the_approval():
    assert "试算" in render_bag_tags(label_context(3))
    assert "试算" not in tag_words(
        render_bag_tags(label_context(3, approved_by="王审核")), "L01-A"
    )


def test_a_plan_edited_by_hand_says_so():
    context = label_context(3, violations=EDITED, edited_by="李改")
    words = tag_words(render_bag_tags(context), "L01-A")
    assert words.startswith("试算，未审核 · 人工修改，1 处超限或不符")


@pytest.mark.parametrize(("contacts", "phones"), [(True, 5), (False, 0)])
def test_of_all_contacts_only_the_dispatcher_s_phone_stands_on_tags(contacts, phones):
    html = render_bag_tags(
        label_context(3, contacts=contacts, approved_by="王审核", edited_by="李改")
    )
    *people, phone = SECRETS
    assert not [name for name in (*people, "王审核", "李改") if name in html]
    assert html.count(f"调度电话 {phone}") == phones
    assert html.count(phone) == phones


def test_no_phone_is_known():
    plain = label_context(3)
    settings = replace(plain.day.settings, dispatcher_phone="")
    silent = replace(plain, day=replace(plain.day, settings=settings))
    assert "调度电话" not in render_bag_tags(silent)


def test_tags_are_counted_in_the_order_of_printing():
    html = render_bag_tags(label_context(3))
    numbers = re.findall(r"袋牌 (\d+/\d+)", html)
    assert numbers == ["1/5", "2/5", "3/5", "4/5", "5/5"]


def test_no_english_word_on_a_chinese_tag():
    html = render_bag_tags(label_context(12))
    body = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.S)
    for tag in re.findall(r"<article.*?</article>", body, re.S):
        words = unescape(re.sub(r"<[^>]+>", " ", tag))
        codes = r"鲁F001|L\d\d-[ABZ]|\d{8}-[0-9A-F]{4}"
        assert re.findall(r"[A-Za-z]+", re.sub(codes, " ", words)) == []
    screen = unescape(re.sub(r"<[^>]+>", " ", body.split('class="choose"')[1]))
    assert "A4 普通纸" in screen


def test_english_tags():
    words = tag_words(render_bag_tags(label_context(3, lang="en")), "L03-B")
    assert words.startswith("DRAFT, not approved Chute 3 CHILLED")
    assert "tour 1 · stop 3" in words


def test_names_are_escaped():
    context = SheetContext(
        day=make_day(),
        travel=make_travel(),
        plan=make_plan(),
        version=1,
        printed=label_context(1).printed,
    )
    assert NASTY not in render_bag_tags(context)


def test_a_plan_without_bags_says_so():
    context = label_context(3)
    empty = replace(context, plan=replace(context.plan, bags=(), routes=()))
    assert "没有要挂袋牌的集包袋" in render_bag_tags(empty)
