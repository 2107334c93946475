BEGIN TRANSACTION;
CREATE TABLE articles (
	article_id BIGINT NOT NULL, 
	url TEXT NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	title TEXT NOT NULL, 
	provider TEXT, 
	provider_code VARCHAR(12), 
	published_at VARCHAR(20), 
	published_on VARCHAR(10), 
	date_precision VARCHAR(6), 
	date_source VARCHAR(10), 
	date_conflict BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	word_count INTEGER NOT NULL, 
	wire_id TEXT, 
	wire_number BIGINT, 
	byline TEXT, 
	tags TEXT NOT NULL, 
	image_url TEXT, 
	provider_url TEXT, 
	quality TEXT NOT NULL, 
	duplicate_of BIGINT, 
	duplicate_kind VARCHAR(9), 
	content_hash VARCHAR(64) NOT NULL, 
	revision INTEGER NOT NULL, 
	first_seen_at VARCHAR(20) NOT NULL, 
	fetched_at VARCHAR(20) NOT NULL, 
	source_url TEXT NOT NULL, 
	extraction VARCHAR(20) NOT NULL, 
	date_evidence TEXT NOT NULL, 
	date_in_doubt BOOLEAN NOT NULL, date_certain BOOLEAN NOT NULL DEFAULT FALSE, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES candidates (article_id)
);
INSERT INTO "articles" VALUES(1109547045,'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians','en','Moscow claims Kiev escalated assaults on civilians','MENAFN','000045015687','2025-05-14T08:44:27Z','2025-05-14','second','printed',0,'Moscow has claimed that Kiev stepped up its strikes on people far from the front during the first days of May, saying the number of drones sent across the border had roughly doubled within a week.

A spokesperson told journalists at a morning briefing that houses, two clinics and a bus depot had been hit, and that emergency crews had worked through the night in three border districts.

The figures could not be checked by outside observers. Officials on the other side have in the past denied that they aim at anything but military depots, and they gave no answer to the latest charge before noon.

The exchange comes while envoys try to agree on a place and an agenda for direct talks. Diplomats from two countries offering their help said both capitals were still discussing who would sit at the table.

Analysts who follow the conflict noted that each side had raised the pace of long-range attacks ahead of earlier rounds of negotiation as well, and that such waves had usually ebbed once a date was fixed.',178,'MENAFN14052025000045015687ID1109547045',1109547045,'(MENAFN)','[]',NULL,NULL,'[]',NULL,NULL,'4752a4a219c4012613a117cb4038c88de9caef8b685cc19f5af4cc11b91a6b85',1,'2026-11-23T12:48:49Z','2026-11-23T12:48:50Z','http://127.0.0.1:38399/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians','story-2025','[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}, {"source": "footer", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "agrees"}, {"source": "wire_id", "raw": "MENAFN14052025000045015687ID1109547045", "value": "2025-05-14", "verdict": "agrees"}, {"source": "neighbours", "raw": "1109547045 < id < 1109588722", "value": "2025-05-14/2025-05-16", "verdict": "agrees"}, {"source": "header", "raw": "Tuesday, 02 January 2024 12:17 GMT", "value": null, "verdict": "stale"}]',0,1);
CREATE TABLE candidates (
	article_id BIGINT NOT NULL, 
	url TEXT NOT NULL, 
	first_seen_at VARCHAR(20) NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	taken_by INTEGER, 
	attempts INTEGER NOT NULL, 
	gone_looks INTEGER NOT NULL, 
	last_error TEXT, 
	next_try_at VARCHAR(20), 
	published_first VARCHAR(20), 
	published_last VARCHAR(20), 
	PRIMARY KEY (article_id)
);
INSERT INTO "candidates" VALUES(1109547045,'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians','2026-11-23T12:48:49Z','stored',1,1,0,NULL,NULL,NULL,NULL);
CREATE TABLE history (
	article_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	event VARCHAR(9) NOT NULL, 
	noted_at VARCHAR(20) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (article_id, number), 
	FOREIGN KEY(article_id) REFERENCES articles (article_id)
);
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','3');
CREATE TABLE runs (
	run_id INTEGER NOT NULL, 
	spider VARCHAR(40) NOT NULL, 
	arguments TEXT NOT NULL, 
	started_at VARCHAR(20) NOT NULL, 
	finished_at VARCHAR(20), 
	exit_code INTEGER, 
	counters TEXT, 
	PRIMARY KEY (run_id)
);
INSERT INTO "runs" VALUES(1,'menafn','{"site": "http://127.0.0.1:38399"}','2026-11-23T12:48:49Z','2026-11-23T12:48:51Z',0,'{"menafn/article/answered": 306, "menafn/article/gone_at_first_look": 5, "menafn/article/set_aside": 2, "menafn/article/stored": 299, "menafn/candidate/new": 306, "menafn/date/decided_again": 19, "menafn/date/footer": 7, "menafn/date/image": 3, "menafn/date/none": 3, "menafn/date/printed": 270, "menafn/date/wire_id": 16, "menafn/drop/duplicate/same_text": 2, "menafn/extraction/story-2022": 92, "menafn/extraction/story-2025": 207, "menafn/list/entries": 525, "menafn/list/read": 49, "menafn/list/stored": 40, "menafn/retry/waited": 3, "menafn/section/added": 40}');
CREATE TABLE sightings (
	article_id BIGINT NOT NULL, 
	section VARCHAR(20) NOT NULL, 
	first_seen_at VARCHAR(20) NOT NULL, 
	PRIMARY KEY (article_id, section), 
	FOREIGN KEY(article_id) REFERENCES candidates (article_id)
);
INSERT INTO "sightings" VALUES(1109547045,'politics','2026-11-23T12:48:49Z');
INSERT INTO "sightings" VALUES(1109547045,'europe','2026-11-23T12:48:49Z');
CREATE TABLE stale_dates (
	raw TEXT NOT NULL, 
	found_at VARCHAR(20) NOT NULL, 
	PRIMARY KEY (raw)
);
CREATE TABLE walks (
	list_key VARCHAR(40) NOT NULL, 
	finished BOOLEAN NOT NULL, 
	pages INTEGER, since VARCHAR(20), 
	PRIMARY KEY (list_key)
);
INSERT INTO "walks" VALUES('en/us',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/europe',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/arab',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/asia',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/africa',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/politics',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/economy',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/energy',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/entertainment',1,NULL,NULL);
INSERT INTO "walks" VALUES('en/sport',1,NULL,NULL);
CREATE INDEX candidates_open ON candidates (state, first_seen_at, article_id);
CREATE INDEX articles_same_text ON articles (content_hash);
CREATE INDEX articles_in_doubt ON articles (article_id) WHERE date_in_doubt;
CREATE INDEX articles_by_day ON articles (published_on);
CREATE INDEX articles_copies ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
COMMIT;
