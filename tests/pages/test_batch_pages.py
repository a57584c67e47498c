"""A clerk ticks drafts, sees what issuing them does, issues them, and has their PDFs made."""

from __future__ import annotations

import pytest
from django.urls import reverse

from invoicing.models import Invoice, IssueRun, KeptPaper
from invoicing.services import runs
from invoicing.services.drafts import discard_draft
from invoicing.services.issue import issue_invoice
from invoicing.services.runs import issue_together, make_papers
from invoicing.views import batch as pages
from numbering.pdf import PdfUnavailable
from tests.invoicing.batches import cut_to, draft, drawn, numbers, series_of_type
from tests.pages.test_query_counts import asked

LIST = reverse("invoicing:invoice_list")
MANY = reverse("invoicing:invoice_issue_many")


@pytest.fixture
def drafts(company, clerk) -> list[Invoice]:
    """Three drafts, the last of them dated first."""
    return [draft(company, clerk, days=days) for days in (1, 1, 0)]


def sent(drafts) -> dict[str, str]:
    """What the page sends to issue these."""
    return {"drafts": ",".join(str(one.pk) for one in drafts)}


def papers_of(run: IssueRun) -> str:
    return reverse("invoicing:invoice_run_papers", args=[run.pk])


def test_drafts_alone_can_be_ticked(as_clerk, as_auditor, clerk, drafts):
    issue_invoice(invoice=drafts[0], by=clerk)

    page = as_clerk.get(LIST).content.decode()

    for one in drafts[1:]:
        assert f'name="draft" value="{one.pk}"' in " ".join(page.split())
    assert page.count("data-tick ") + page.count("data-tick\n") == 2
    assert "Issue all 2 drafts" in page
    assert "data-tick" not in as_auditor.get(LIST).content.decode()
    assert "data-tick" not in as_clerk.get(LIST, {"state": "issued"}).content.decode()


def test_all_drafts_that_the_list_finds_can_be_picked(as_clerk, drafts):
    asked_for = {"date_from": drafts[0].date.isoformat(), "q": ""}
    link = as_clerk.get(LIST, asked_for).context["list"]["selection"].all_url

    page = as_clerk.get(link)

    assert page.context["count"] == 2
    assert page.context["keys"] == f"{drafts[0].pk},{drafts[1].pk}"
    assert "99001 – 99002" in " ".join(page.content.decode().split())


def test_too_many_are_told_so(as_clerk, drafts, monkeypatch):
    monkeypatch.setattr(pages, "MOST_TOGETHER", 2)
    monkeypatch.setattr("invoicing.services.batch.MOST_TOGETHER", 2)

    page = as_clerk.get(MANY, {"all": "1"})

    assert "3 drafts are more than the 2 that are issued together" in page.content.decode()
    assert page.context["keys"] == ""


def test_before_issuing_it_is_shown_and_nothing_is_written(as_clerk, company, clerk, drafts):
    gone = draft(company, clerk)
    discard_draft(invoice=gone, by=clerk)

    page = as_clerk.get(MANY, {"draft": [one.pk for one in (*drafts, gone)]})

    text = " ".join(page.content.decode().split())
    assert [number for _draft, number in page.context["rows"]] == ["99001", "99002", "99003"]
    assert [one for one, _number in page.context["rows"]] == [drafts[2], drafts[0], drafts[1]]
    assert "One draft cannot be issued and stays as it is" in text
    assert "it was thrown away" in text
    assert "3,750.00 DKK" in text
    assert "Issue 3 drafts? They are numbered by date and cannot be changed afterwards." in text
    assert drawn(company) == []


@pytest.mark.parametrize("query", ["", "draft=", "draft=x&draft=-1", "draft=" + "9" * 30])
def test_without_drafts_it_is_told_to_pick_some(as_clerk, query):
    page = as_clerk.get(f"{MANY}?{query}")

    assert page.status_code == 200
    assert "Pick the drafts to issue." in page.content.decode()


def test_issuing_leads_to_what_became_of_them(as_clerk, company, clerk, drafts):
    cut_to(series_of_type(company), 99002)

    answer = as_clerk.post(MANY, sent(drafts))

    run = IssueRun.objects.get()
    assert answer.url == run.get_absolute_url()
    assert (run.by, run.count, run.issued_count, run.refused_count) == (clerk, 3, 2, 1)
    assert numbers(drafts) == ["99002", "", "99001"]
    text = " ".join(as_clerk.get(answer.url).content.decode().split())
    assert "99001 – 99002" in text
    assert "is used up" in text
    assert drafts[1].get_absolute_url() in text


def test_issuing_twice_tells_which_were_issued(as_clerk, drafts):
    as_clerk.post(MANY, sent(drafts))

    text = as_clerk.post(MANY, sent(drafts), follow=True).content.decode()

    assert "Invoice 99001 is issued and never changes again" in text
    assert IssueRun.objects.count() == 2
    assert IssueRun.objects.order_by("pk").last().issued_count == 0


def test_an_answer_that_cannot_be_given_keeps_the_page(as_clerk, drafts, monkeypatch):
    from numbering.exceptions import SeriesBusy

    def busy(**_facts: object) -> None:
        raise SeriesBusy("Others are saving at the same time.")

    monkeypatch.setattr(pages, "issue_together", busy)

    page = as_clerk.post(MANY, sent(drafts))

    assert "Others are saving at the same time." in page.content.decode()
    assert page.context["count"] == 3
    assert page.context["keys"] == sent(drafts)["drafts"]


def test_a_draft_that_was_refused_can_be_thrown_away(company, clerk, as_clerk, drafts):
    cut_to(series_of_type(company), 99001)
    run = issue_together(company=company, keys=[one.pk for one in drafts], by=clerk)

    discard_draft(invoice=drafts[0], by=clerk)

    page = as_clerk.get(run.get_absolute_url()).content.decode()
    assert f"xr{drafts[0].pk} {drafts[0].buyer_name}" in page


def test_the_papers_are_made_a_few_at_a_time(as_clerk, company, clerk, drafts, monkeypatch):
    run = issue_together(company=company, keys=[one.pk for one in drafts], by=clerk)
    assert "hx-post" in as_clerk.get(run.get_absolute_url()).content.decode()
    assert KeptPaper.objects.count() == 0

    monkeypatch.setattr(pages, "SECONDS_OF_PAPERS", 0)
    htmx = {"HX-Request": "true"}
    seen = [as_clerk.post(papers_of(run), headers=htmx).content.decode() for _ in range(3)]

    assert ["1 of 3 PDFs are made" in seen[0], "2 of 3 PDFs" in seen[1]] == [True, True]
    assert "3 of 3 PDFs" in seen[2]
    assert ["hx-post" in part for part in seen] == [True, True, False]
    kept = KeptPaper.objects.filter(kind="pdf").order_by("pk")
    assert [paper.invoice_id for paper in kept] == [drafts[2].pk, drafts[0].pk, drafts[1].pk]
    assert {paper.made_by for paper in kept} == {clerk}


def test_one_paper_that_fails_does_not_stop_the_others(
    as_clerk, company, clerk, drafts, monkeypatch
):
    run = issue_together(company=company, keys=[one.pk for one in drafts], by=clerk)
    right = runs.keep_papers

    def kept(*, invoice, by):
        if invoice.pk == drafts[0].pk:
            raise RuntimeError("a font is broken")
        return right(invoice=invoice, by=by)

    monkeypatch.setattr(runs, "keep_papers", kept)
    make_papers(run=run, by=clerk, seconds=60)

    page = " ".join(as_clerk.get(run.get_absolute_url()).content.decode().split())
    assert "2 of 3 PDFs are made" in page
    assert "These could not be made" in page
    monkeypatch.setattr(runs, "keep_papers", right)
    page = as_clerk.post(papers_of(run), {"again": "1"}, follow=True).content.decode()
    assert "3 of 3 PDFs are made" in " ".join(page.split())


def test_where_the_libraries_lack_it_is_said_which(as_clerk, company, clerk, drafts, monkeypatch):
    run = issue_together(company=company, keys=[one.pk for one in drafts], by=clerk)

    def kept(**_facts: object) -> None:
        raise PdfUnavailable("Whoever looks after it installs libpango-1.0-0.")

    monkeypatch.setattr(runs, "keep_papers", kept)

    part = as_clerk.post(papers_of(run), headers={"HX-Request": "true"}).content.decode()

    assert "libpango-1.0-0" in part
    assert 'hx-trigger="load' not in part
    assert "0 of 3 PDFs" in " ".join(part.split())
    assert not run.items.filter(is_paper_failed=True).exists()


def test_an_auditor_sees_how_far_it_is_and_makes_nothing(as_auditor, company, clerk, drafts):
    run = issue_together(company=company, keys=[one.pk for one in drafts], by=clerk)

    page = as_auditor.get(run.get_absolute_url()).content.decode()

    assert "0 of 3 PDFs" in " ".join(page.split())
    assert "hx-post" not in page


def test_the_pages_ask_the_same_number_of_questions(as_clerk, company, clerk):
    counts: dict[str, set[int]] = {"before": set(), "after": set(), "list": set()}
    for size in (2, 12):
        some = [draft(company, clerk) for _ in range(size)]
        ticked = "&".join(f"draft={one.pk}" for one in some)
        counts["before"].add(len(asked(as_clerk, f"{MANY}?{ticked}")))
        run = issue_together(company=company, keys=[one.pk for one in some], by=clerk)
        counts["after"].add(len(asked(as_clerk, run.get_absolute_url())))
        counts["list"].add(len(asked(as_clerk, reverse("invoicing:invoice_run_list"))))

    assert {name: len(found) for name, found in counts.items()} == dict.fromkeys(counts, 1), counts
