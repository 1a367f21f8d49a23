// A made-up convention.
var program = [
  {
    "id": "p1", "title": "Dragons and dough", "tags": ["track:Food", "type:Panel", "baking"], "date": "2026-05-04", "time": "10:00", "mins": "60",
    "loc": ["Kitchen", "Area 2"], "people": [{ "id": "x7", "name": "Dr. Ove Lind" }], "desc": "<p>With <b>samples</b>.</p>",
    "links": { "recording": "https://video.example.org/p1", "signup": "https://example.org/signup" }
  },
  { "id": "p2", "title": "Closing", "tags": [{ "category": "Track", "value": "food", "label": "Food" }], "date": "2026-05-04", "time": "23:30", "mins": 90, "loc": ["Hall"], "people": [] }
];
var people = [
  { "id": "x7", "name": ["Ove", "Lind", "Dr.", ""], "tags": [], "prog": ["p1"], "links": { "img": "https://example.org/ove.jpg", "url": "https://ove.example.org/" }, "bio": "Bakes." }
];
