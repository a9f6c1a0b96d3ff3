-- A store of version 1, with one file, its article and figure, a decision that was taken back, and a run.
CREATE TABLE articles ( file TEXT NOT NULL, number INTEGER NOT NULL, article_id TEXT NOT NULL, source TEXT
    NOT NULL, article_index TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL, publisher TEXT NOT
    NULL, published TEXT NOT NULL, zone TEXT NOT NULL, figures TEXT NOT NULL, text TEXT NOT NULL, headings
    TEXT NOT NULL, place TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (file, number) );
CREATE TABLE decisions ( decision_id INTEGER NOT NULL, figure_id TEXT NOT NULL, article_id TEXT NOT NULL,
    kind TEXT NOT NULL, changes TEXT NOT NULL, "before" TEXT NOT NULL, raw TEXT NOT NULL, start TEXT NOT
    NULL, "end" TEXT NOT NULL, in_title TEXT NOT NULL, sentence TEXT NOT NULL, who TEXT NOT NULL, at TEXT
    NOT NULL, note TEXT NOT NULL, undone_by TEXT NOT NULL, PRIMARY KEY (decision_id) );
CREATE TABLE figures ( file TEXT NOT NULL, number INTEGER NOT NULL, article_number INTEGER NOT NULL,
    figure_id TEXT NOT NULL, source TEXT NOT NULL, article_index TEXT NOT NULL, article_id TEXT NOT NULL,
    title TEXT NOT NULL, published TEXT NOT NULL, section TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT
    NULL, in_title TEXT NOT NULL, raw TEXT NOT NULL, value TEXT NOT NULL, value_max TEXT NOT NULL, unit TEXT
    NOT NULL, dimension TEXT NOT NULL, bound TEXT NOT NULL, change TEXT NOT NULL, aggregate TEXT NOT NULL,
    per TEXT NOT NULL, modality TEXT NOT NULL, zone TEXT NOT NULL, organization TEXT NOT NULL, program TEXT
    NOT NULL, indicator TEXT NOT NULL, canonical TEXT NOT NULL, action TEXT NOT NULL, period TEXT NOT NULL,
    period_start TEXT NOT NULL, period_end TEXT NOT NULL, restates TEXT NOT NULL, part_of TEXT NOT NULL,
    confidence TEXT NOT NULL, because TEXT NOT NULL, sentence TEXT NOT NULL, canonical_zone TEXT NOT NULL,
    canonical_program TEXT NOT NULL, PRIMARY KEY (file, number) );
CREATE TABLE files ( file TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, settings TEXT NOT NULL,
    state TEXT NOT NULL, run_id INTEGER NOT NULL, PRIMARY KEY (file) );
CREATE TABLE meta ( "key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key") );
CREATE TABLE refusals ( file TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL, place TEXT NOT
    NULL, reason TEXT NOT NULL, PRIMARY KEY (file, number) );
CREATE TABLE runs ( run_id INTEGER NOT NULL, started TEXT NOT NULL, ended TEXT NOT NULL, state TEXT NOT
    NULL, counts TEXT NOT NULL, settings TEXT NOT NULL, PRIMARY KEY (run_id) );
INSERT INTO meta VALUES ('schema', '1');
INSERT INTO meta VALUES ('content', '3');
INSERT INTO files VALUES ('a.txt', '/news/a.txt', 'ab12', 'as then', 'present', 1);
INSERT INTO articles VALUES ('a.txt', 0, 'a', 'a.txt', '', '', '', '', '', '', '', '慰问30人', '', '', '');
INSERT INTO figures VALUES ('a.txt', 0, 0, 'f', 'a.txt', '', 'a', '', '', '', '', '', '', '30人', '30', '',
    '人', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '');
INSERT INTO runs VALUES (1, '2025-01-01T00:00:00+00:00', '2025-01-01T00:00:09+00:00', 'done', '{}', '{}');
INSERT INTO decisions VALUES (1, 'f', 'a', 'reject', '{}', '{}', '30人', '2', '5', '0', '慰问30人', 'lin',
    '2025-01-01T00:00:00+00:00', '', 'wang');
