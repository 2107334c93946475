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
	date_in_doubt BOOLEAN NOT NULL, date_certain BOOLEAN NOT NULL DEFAULT FALSE, latest_take BIGINT, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES candidates (article_id)
);
INSERT INTO "articles" VALUES(1109547045,'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians','en','Moscow claims Kiev escalated assaults on civilians','MENAFN','000045015687','2025-05-14T08:44:27Z','2025-05-14','second','printed',0,'Moscow has claimed that Kiev stepped up its strikes on people far from the front during the first days of May, saying the number of drones sent across the border had roughly doubled within a week.

A spokesperson told journalists at a morning briefing that houses, two clinics and a bus depot had been hit, and that emergency crews had worked through the night in three border districts.

The figures could not be checked by outside observers. Officials on the other side have in the past denied that they aim at anything but military depots, and they gave no answer to the latest charge before noon.

The exchange comes while envoys try to agree on a place and an agenda for direct talks. Diplomats from two countries offering their help said both capitals were still discussing who would sit at the table.

Analysts who follow the conflict noted that each side had raised the pace of long-range attacks ahead of earlier rounds of negotiation as well, and that such waves had usually ebbed once a date was fixed.',178,'MENAFN14052025000045015687ID1109547045',1109547045,'(MENAFN)','[]',NULL,NULL,'[]',NULL,NULL,'4752a4a219c4012613a117cb4038c88de9caef8b685cc19f5af4cc11b91a6b85',1,'2026-11-23T12:48:49Z','2026-11-23T12:48:50Z','http://127.0.0.1:38399/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians','story-2025','[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}, {"source": "footer", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "agrees"}, {"source": "wire_id", "raw": "MENAFN14052025000045015687ID1109547045", "value": "2025-05-14", "verdict": "agrees"}, {"source": "neighbours", "raw": "1109547045 < id < 1109588722", "value": "2025-05-14/2025-05-16", "verdict": "agrees"}, {"source": "header", "raw": "Tuesday, 02 January 2024 12:17 GMT", "value": null, "verdict": "stale"}]',0,1,NULL);
CREATE TABLE bands (
	bucket INTEGER NOT NULL, 
	band BIGINT NOT NULL, 
	text_id INTEGER NOT NULL, 
	PRIMARY KEY (bucket, band, text_id)
)
 WITHOUT ROWID

;
INSERT INTO "bands" VALUES(92423,-9125309182504472645,1);
INSERT INTO "bands" VALUES(92423,-9100228178601970215,1);
INSERT INTO "bands" VALUES(92423,-8443217117739378586,1);
INSERT INTO "bands" VALUES(92423,-7634518136142837936,1);
INSERT INTO "bands" VALUES(92423,-7325584437093524245,1);
INSERT INTO "bands" VALUES(92423,-7151679931084269699,1);
INSERT INTO "bands" VALUES(92423,-6864445356208602317,1);
INSERT INTO "bands" VALUES(92423,-5819684745280881621,1);
INSERT INTO "bands" VALUES(92423,-5439160598992975935,1);
INSERT INTO "bands" VALUES(92423,-3985743051323767781,1);
INSERT INTO "bands" VALUES(92423,-3615983834073154124,1);
INSERT INTO "bands" VALUES(92423,-2345269291044230079,1);
INSERT INTO "bands" VALUES(92423,-1852168872034634386,1);
INSERT INTO "bands" VALUES(92423,-1657831548714429508,1);
INSERT INTO "bands" VALUES(92423,-950942614676674802,1);
INSERT INTO "bands" VALUES(92423,-469776436645123909,1);
INSERT INTO "bands" VALUES(92423,1056416462482847544,1);
INSERT INTO "bands" VALUES(92423,1676847627655986048,1);
INSERT INTO "bands" VALUES(92423,1930792274205747408,1);
INSERT INTO "bands" VALUES(92423,1990993989151787535,1);
INSERT INTO "bands" VALUES(92423,2142682430237222021,1);
INSERT INTO "bands" VALUES(92423,3302939363330642693,1);
INSERT INTO "bands" VALUES(92423,3468593310040188880,1);
INSERT INTO "bands" VALUES(92423,3596116680597071543,1);
INSERT INTO "bands" VALUES(92423,4030447271401020508,1);
INSERT INTO "bands" VALUES(92423,4113479103622634815,1);
INSERT INTO "bands" VALUES(92423,4988304085119671031,1);
INSERT INTO "bands" VALUES(92423,5549513788469110531,1);
INSERT INTO "bands" VALUES(92423,6925467522544882335,1);
INSERT INTO "bands" VALUES(92423,8047682484848071901,1);
INSERT INTO "bands" VALUES(92423,8407710187952473925,1);
INSERT INTO "bands" VALUES(92423,8842740409909552237,1);
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
	published_last VARCHAR(20), answered_to INTEGER, guessed BOOLEAN, 
	PRIMARY KEY (article_id)
);
INSERT INTO "candidates" VALUES(1109547045,'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians','2026-11-23T12:48:49Z','stored',1,1,0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE captures (
	file VARCHAR(120) NOT NULL, 
	"offset" BIGINT NOT NULL, 
	article_id INTEGER NOT NULL, 
	fetched_at VARCHAR(20) NOT NULL, 
	status INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	PRIMARY KEY (file, "offset"), 
	FOREIGN KEY(article_id) REFERENCES candidates (article_id)
);
CREATE TABLE feed_dates (
	article_id INTEGER NOT NULL, 
	raw TEXT NOT NULL, 
	first_seen_at VARCHAR(20) NOT NULL, 
	PRIMARY KEY (article_id, raw), 
	FOREIGN KEY(article_id) REFERENCES candidates (article_id)
);
CREATE TABLE feeds (
	path TEXT NOT NULL, 
	site TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	entries INTEGER NOT NULL, 
	changed_at VARCHAR(20) NOT NULL, 
	PRIMARY KEY (path)
);
CREATE TABLE history (
	article_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	event VARCHAR(9) NOT NULL, 
	noted_at VARCHAR(20) NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (article_id, number), 
	FOREIGN KEY(article_id) REFERENCES articles (article_id)
);
CREATE TABLE likenesses (
	text_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	share FLOAT NOT NULL, 
	PRIMARY KEY (text_id, other_id)
);
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','4');
CREATE TABLE runs (
	run_id INTEGER NOT NULL, 
	spider VARCHAR(40) NOT NULL, 
	arguments TEXT NOT NULL, 
	started_at VARCHAR(20) NOT NULL, 
	finished_at VARCHAR(20), 
	exit_code INTEGER, 
	counters TEXT, reason TEXT, 
	PRIMARY KEY (run_id)
);
INSERT INTO "runs" VALUES(1,'menafn','{"site": "http://127.0.0.1:38399"}','2026-11-23T12:48:49Z','2026-11-23T12:48:51Z',0,'{"menafn/article/answered": 306, "menafn/article/gone_at_first_look": 5, "menafn/article/set_aside": 2, "menafn/article/stored": 299, "menafn/candidate/new": 306, "menafn/date/decided_again": 19, "menafn/date/footer": 7, "menafn/date/image": 3, "menafn/date/none": 3, "menafn/date/printed": 270, "menafn/date/wire_id": 16, "menafn/drop/duplicate/same_text": 2, "menafn/extraction/story-2022": 92, "menafn/extraction/story-2025": 207, "menafn/list/entries": 525, "menafn/list/read": 49, "menafn/list/stored": 40, "menafn/retry/waited": 3, "menafn/section/added": 40}',NULL);
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
CREATE TABLE texts (
	text_id INTEGER NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	runs INTEGER NOT NULL, 
	scheme TEXT, 
	sketch BLOB, 
	PRIMARY KEY (text_id), 
	UNIQUE (content_hash)
);
INSERT INTO "texts" VALUES(1,'4752a4a219c4012613a117cb4038c88de9caef8b685cc19f5af4cc11b91a6b85',177,'words3 rminhash2 64 seed 1109547045',X'1BA16E7C01548A0F0461327D21A360FE0C4C184E0DA91FFA05D5832D1172587E1772FA7123A9648926F2998E19AC0ADE01C8E2183707EFBF44C1081A0FED5F1308C0C91A1BB8C8130EAF242006ABB30603FCA4E711128BD701B34B2400B0E9530A8580B517B70263156D783A160AE9940834FBAA12D7350D0843F4BD2088223811BA092D06CDA65E17A3AB652C1FFA35052D025D042691AA22DE283A02E9A2F228FBADA34686B6E11CC73A0E2F4AD8D719710B5F370B5C170114E9DA067DF9BF1D9CA2AC052625E309DD5A9023E0BA601F0B79FA00BAAD1A0F6541C10FC055040B2B546B0D1588BB04B6F8FE1A00DDDD0053E97F1D1F121011A1BE05306E5BB4');
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
CREATE INDEX captures_by_article ON captures (article_id, fetched_at);
COMMIT;
