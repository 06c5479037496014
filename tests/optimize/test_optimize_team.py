"""Workers in processes of their own: lost ones, Ctrl-C, and the same plan twice."""

import multiprocessing as mp
import os
import signal
import threading
import time
from dataclasses import replace

from properties.generated_days import random_day

from routing.optimize.annealer import Slice
from routing.optimize.budget import Budget
from routing.optimize.first import first_draft
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator
from routing.optimize.team import Crew, Job, Team, Worker
from routing.optimize.ways import direct_ways

SHORT = Slice(begin=0.0, end=1.0, iterations=4)
PATIENCE = 60.0


def random_problem():
    day, travel = random_day(6, villages=10, vehicles=4)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def other_problem():
    day, travel = random_day(7, villages=12, vehicles=4)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def quiet():
    """Hear that time goes by and do nothing."""


def first_job(problem):
    return Job(part=SHORT, adopt=first_draft(problem, 1))


def is_sound(found):
    simulator = Simulator(found.problem)
    simulator.load(found.draft)
    return simulator.total() == found.cents


def kill_workers(count, gone):
    """Kill so many worker processes as soon as they run."""
    until = time.monotonic() + PATIENCE
    while len(gone) < count and time.monotonic() < until:
        for child in mp.active_children():
            if child.pid is not None and child.pid not in gone and len(gone) < count:
                os.kill(child.pid, signal.SIGKILL)
                gone.append(child.pid)
        time.sleep(0.02)


def search_while_killing(budget, count):
    gone = []
    killer = threading.Thread(target=kill_workers, args=(count, gone))
    killer.start()
    found = Search(random_problem(), budget).run()
    killer.join()
    assert len(gone) == count
    return found


def test_a_lost_worker_does_not_lose_the_search():
    found = search_while_killing(Budget(iterations=20, workers=2), 1)
    assert found.lost_workers == 1
    assert not found.interrupted
    # The other one did its half.
    assert found.iterations == 10
    assert is_sound(found)


def test_when_all_workers_are_lost_this_process_goes_on():
    # 100 iterations each, in five rounds of 30, 25, 20, 15 and 10, done here; the
    # first is lost with the workers where their job went into a pipe that held it.
    found = search_while_killing(Budget(iterations=200, workers=2), 2)
    assert found.lost_workers == 2
    assert found.iterations in (70, 100)
    assert is_sound(found)


def test_a_worker_behind_a_pipe_finds_what_one_in_this_process_does():
    problem = random_problem()
    job = first_job(problem)
    told = []
    here = Worker(problem, 11).do(job, told.append)
    with Crew() as crew:
        team = Team(crew, problem, [11])
        team.give(0, job)
        news = [heard for _, heard in team.listen({0}, quiet)]
    assert news == [*told, here]
    assert here.pool is not None
    assert all(row.pool is None for row in told)
    assert mp.active_children() == []


def test_time_goes_by_while_no_worker_tells_anything():
    problem = random_problem()
    job = first_job(problem)
    ticks = []
    with Crew() as crew:
        team = Team(crew, problem, [11])
        part = replace(job.part, iterations=None, seconds=2.0)
        team.give(0, replace(job, part=part))
        news = [heard for _, heard in team.listen({0}, lambda: ticks.append(1))]
    assert news[-1].pool is not None
    assert ticks


def test_a_job_for_a_lost_worker_is_dropped():
    problem = random_problem()
    with Crew() as crew:
        team = Team(crew, problem, [1, 2])
        (first, *_) = mp.active_children()
        first.kill()
        first.join()
        for number in team.numbers():
            team.give(number, first_job(problem))
        heard = team.listen({0, 1}, quiet)
        finished = {n for n, news in heard if news.pool is not None}
        assert len(finished) == len(team) == 1


def test_a_crew_searches_one_problem_after_the_other_and_lost_ones_are_replaced():
    first, second = random_problem(), other_problem()
    with Crew() as crew:
        found = []
        for problem in (first, second, first):
            team = Team(crew, problem, [1, 2])
            for number in team.numbers():
                team.give(number, first_job(problem))
            news = {
                number: heard.cents
                for number, heard in team.listen({0, 1}, quiet)
                if heard.pool is not None
            }
            found.append(news)
            team.part()
            crew.drop(1)
        assert found[0] == found[2] != found[1]
        assert len(found[0]) == len(found[1]) == 2


def test_who_is_still_at_work_when_a_search_ends_is_stopped():
    problem = random_problem()
    endless = Job(part=Slice(begin=0.0, end=1.0, seconds=PATIENCE))
    with Crew() as crew:
        team = Team(crew, problem, [1, 2])
        team.give(1, endless)
        team.part()
        assert team.numbers() == [0]
    assert mp.active_children() == []


def test_searches_of_one_day_have_the_same_workers(monkeypatch):
    started = []
    fill = Crew.fill

    def counted(crew, count):
        before = set(crew.members)
        fill(crew, count)
        started.extend(set(crew.members) - before)

    monkeypatch.setattr(Crew, "fill", counted)
    problem = random_problem()
    with Crew() as crew:
        for _ in range(2):
            Search(problem, Budget(iterations=20, workers=2), crew=crew).run()
    assert sorted(started) == [0, 1]


def test_ctrl_c_stops_the_workers_and_keeps_the_best():
    def press(progress):
        if progress.iterations > 0:
            raise KeyboardInterrupt

    found = Search(random_problem(), Budget(time_limit=30, workers=2), press).run()
    assert found.interrupted
    assert is_sound(found)
    assert found.lost_workers == 0
    assert mp.active_children() == []
