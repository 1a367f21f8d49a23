"""Reads schedule.xml and schedule.json with Python's standard library only, for comparing with what
the importer reads. Writes a JSON list of the events of the file in the first argument."""

import html
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from datetime import datetime

ELEMENTS = "p|br|a|ul|ol|li|b|i|em|strong|div|span|h\\d|code|pre|blockquote|table|tr|td|tbody|th|hr|img|u|s|sup|sub|tt|article|section|cite|small|dl|dt|dd"


def line(text):
    return " ".join((text or "").split())


def words(text):
    """The letters and digits of a text that is shown."""
    shown = re.sub(r"</?(%s)\b[^>]*>" % ELEMENTS, " ", text or "")
    return re.sub(r"[\W_]+", "", html.unescape(shown)).lower()


def event(identifier, get, room, day, people, links):
    date, start = get("date"), get("start").strip()
    hours, minutes = get("duration").split(":")
    moment = datetime.fromisoformat(date or "%sT%s:00+00:00" % (day, start))
    safe = re.compile(r"https?://(?!https?:)[^/]+\.[^/]+")
    return {
        "id": identifier,
        "title": line(get("title")),
        "subtitle": line(get("subtitle")),
        "start": int(moment.timestamp()),
        "minutes": int(hours) * 60 + int(minutes),
        "room": line(get("room")) or line(room),
        "track": line(get("track")),
        "people": list(dict.fromkeys(filter(None, map(line, people)))),
        "links": [link for link in map(str.strip, links) if safe.match(link) and link.count("://") == 1],
        "texts": [words(get("abstract")), words(get("description"))],
    }


def of_xml(path):
    for day in ElementTree.parse(path).getroot().iter("day"):
        for room in day.iter("room"):
            for node in room.iter("event"):
                lists = [node.find(name) for name in ("links", "attachments")]
                links = [entry.get("href", "") for entries in lists if entries is not None for entry in entries]
                people = [person.text for person in node.iter("person")]
                identifier = node.get("guid") or node.get("id")
                yield event(identifier, lambda name: node.findtext(name) or "", room.get("name"), day.get("date"), people, links)


def of_json(path):
    with open(path, encoding="utf-8") as file:
        conference = json.load(file)["schedule"]["conference"]
    for day in conference["days"]:
        for room, events in day["rooms"].items():
            for node in events:
                links = [entry["url"] for name in ("links", "attachments") for entry in node[name]]
                people = [person.get("public_name") or person.get("name") for person in node["persons"]]
                yield event(node["guid"], lambda name: node.get(name) or "", room, day["date"], people, links)


path = sys.argv[1]
json.dump(list(of_xml(path) if path.endswith("xml") else of_json(path)), sys.stdout)
