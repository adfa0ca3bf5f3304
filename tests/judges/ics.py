"""The events of calendars, as the package icalendar reads them: names of files on standard input, JSON lines on standard output."""
import json
import sys

from icalendar import Calendar


def moment(value):
    return value.strftime("%Y%m%dT%H%M%SZ") if hasattr(value, "hour") else value.strftime("%Y%m%d")


def event(part):
    when = {name: moment(part.decoded(name)) for name in ("dtstart", "dtend")}
    words = {name: str(part.get(name, "")) for name in ("uid", "summary", "location", "description", "status")}
    return when | words | {"sequence": int(part.get("sequence", 0))}


def read(file):
    try:
        with open(file, "rb") as calendar:
            whole = Calendar.from_ical(calendar.read())
        faults = [f"{name}: {fault}" for part in whole.walk() for name, fault in part.errors]
        return {"file": file, "name": str(whole.get("x-wr-calname", "")), "events": [event(part) for part in whole.walk("VEVENT")], "faults": faults}
    except (ValueError, KeyError, IndexError, AttributeError) as fault:
        return {"file": file, "name": "", "events": [], "faults": [f"{type(fault).__name__}: {fault}"]}


for line in sys.stdin:
    print(json.dumps(read(line.rstrip("\n")), ensure_ascii=False))
