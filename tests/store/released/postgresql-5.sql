CREATE TABLE public.articles (
    article_id bigint NOT NULL,
    url text NOT NULL,
    language character varying(2) NOT NULL,
    title text NOT NULL,
    provider text,
    provider_code character varying(12),
    published_at character varying(20),
    published_on character varying(10),
    date_precision character varying(6),
    date_source character varying(10),
    date_conflict boolean NOT NULL,
    body text NOT NULL,
    word_count integer NOT NULL,
    wire_id text,
    wire_number bigint,
    byline text,
    tags text NOT NULL,
    image_url text,
    provider_url text,
    quality text NOT NULL,
    duplicate_of bigint,
    duplicate_kind character varying(9),
    content_hash character varying(64) NOT NULL,
    revision integer NOT NULL,
    first_seen_at character varying(20) NOT NULL,
    fetched_at character varying(20) NOT NULL,
    source_url text NOT NULL,
    extraction character varying(20) NOT NULL,
    date_evidence text NOT NULL,
    date_in_doubt boolean NOT NULL,
    date_certain boolean NOT NULL,
    latest_take bigint
);



CREATE TABLE public.bands (
    bucket integer NOT NULL,
    band bigint NOT NULL,
    text_id integer NOT NULL
);



CREATE TABLE public.candidates (
    article_id bigint NOT NULL,
    url text NOT NULL,
    first_seen_at character varying(20) NOT NULL,
    state character varying(8) NOT NULL,
    taken_by integer,
    attempts integer NOT NULL,
    gone_looks integer NOT NULL,
    last_error text,
    next_try_at character varying(20),
    published_first character varying(20),
    published_last character varying(20),
    answered_to integer,
    guessed boolean
);



CREATE TABLE public.captures (
    file character varying(120) NOT NULL,
    "offset" bigint NOT NULL,
    article_id bigint NOT NULL,
    fetched_at character varying(20) NOT NULL,
    status integer NOT NULL,
    url text NOT NULL
);



CREATE TABLE public.feed_dates (
    article_id bigint NOT NULL,
    raw text NOT NULL,
    first_seen_at character varying(20) NOT NULL
);



CREATE TABLE public.feeds (
    path text NOT NULL,
    site text NOT NULL,
    etag text,
    last_modified text,
    entries integer NOT NULL,
    changed_at character varying(20) NOT NULL
);



CREATE TABLE public.history (
    article_id bigint NOT NULL,
    number integer NOT NULL,
    event character varying(9) NOT NULL,
    noted_at character varying(20) NOT NULL,
    record text NOT NULL
);



CREATE TABLE public.likenesses (
    text_id integer NOT NULL,
    other_id integer NOT NULL,
    share double precision NOT NULL
);



CREATE TABLE public.meta (
    key character varying(40) NOT NULL,
    value text NOT NULL
);



CREATE TABLE public.runs (
    run_id integer NOT NULL,
    spider character varying(40) NOT NULL,
    arguments text NOT NULL,
    started_at character varying(20) NOT NULL,
    finished_at character varying(20),
    exit_code integer,
    counters text,
    reason text
);



CREATE SEQUENCE public.runs_run_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.runs_run_id_seq OWNED BY public.runs.run_id;



CREATE TABLE public.shown (
    list_key character varying(40) NOT NULL,
    article_id bigint NOT NULL
);



CREATE TABLE public.sightings (
    article_id bigint NOT NULL,
    section character varying(20) NOT NULL,
    first_seen_at character varying(20) NOT NULL
);



CREATE TABLE public.stale_dates (
    raw text NOT NULL,
    found_at character varying(20) NOT NULL
);



CREATE TABLE public.texts (
    text_id integer NOT NULL,
    content_hash character varying(64) NOT NULL,
    runs integer NOT NULL,
    scheme text,
    sketch bytea
);



CREATE SEQUENCE public.texts_text_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.texts_text_id_seq OWNED BY public.texts.text_id;



CREATE TABLE public.walks (
    list_key character varying(40) NOT NULL,
    finished boolean NOT NULL,
    pages integer,
    since character varying(20)
);



ALTER TABLE ONLY public.runs ALTER COLUMN run_id SET DEFAULT nextval('public.runs_run_id_seq'::regclass);



ALTER TABLE ONLY public.texts ALTER COLUMN text_id SET DEFAULT nextval('public.texts_text_id_seq'::regclass);



INSERT INTO public.articles VALUES (1109547045, 'https://menafn.com/1109547045/Slug-0', 'en', 'Harbour widened', 'Trend News Agency', NULL, '2025-05-14T01:44:27Z', '2025-05-14', 'second', 'printed', false, 'The harbour board of Sfax told shippers that berth 1 will close for 1 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 2 will close for 2 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 3 will close for 3 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 4 will close for 4 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 5 will close for 5 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 6 will close for 6 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 7 will close for 7 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 8 will close for 8 days while divers inspect the quay wall and crews replace worn fenders.', 208, NULL, NULL, NULL, '["Ports"]', NULL, NULL, '[]', NULL, NULL, 'bd49a7889c222dc83cf9c1d4f3f97722ffd84d75a34ed3a26189586f2605a8a8', 1, '2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z', 'https://menafn.com/1109547045/Slug-0', 'story-2025', '[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}]', false, true, NULL);
INSERT INTO public.articles VALUES (1109547046, 'https://menafn.com/1109547046/Slug-1', 'en', 'Harbour widened', 'Kuwait News Agency (KUNA)', NULL, '2025-05-14T02:44:27Z', '2025-05-14', 'second', 'printed', false, 'The harbour board of Sfax told shippers that berth 1 will close for 1 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 2 will close for 2 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 3 will close for 3 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 4 will close for 4 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 5 will close for 5 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 6 will close for 6 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 7 will close for 7 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 8 will close for 8 days while divers inspect the quay wall and crews replace worn fenders.', 208, NULL, NULL, NULL, '["Ports"]', NULL, NULL, '[]', 1109547045, 'same_text', 'bd49a7889c222dc83cf9c1d4f3f97722ffd84d75a34ed3a26189586f2605a8a8', 1, '2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z', 'https://menafn.com/1109547046/Slug-1', 'story-2025', '[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}]', false, true, NULL);
INSERT INTO public.articles VALUES (1109547047, 'https://menafn.com/1109547047/Slug-2', 'en', 'Harbour widened', 'AzerNews', NULL, '2025-05-14T03:44:27Z', '2025-05-14', 'second', 'printed', false, 'The harbour board of Sfax told shippers that berth 1 will close for 1 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 2 will close for 2 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 3 will close for 3 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 4 will close for 4 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 5 will close for 5 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 6 will close for 6 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 7 will close for 7 days while divers inspect the quay wall and crews replace worn fenders. The harbour board of Sfax told shippers that berth 8 will close for 8 days while divers inspect the quay wall and crews replace worn fenders. Nothing else changed.', 211, NULL, NULL, NULL, '["Ports"]', NULL, NULL, '[]', 1109547045, 'near_text', '7ad5a74a5b17f6d60016e817d2720e15a3a0001c45c86eedc45adf39b07fa300', 1, '2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z', 'https://menafn.com/1109547047/Slug-2', 'story-2025', '[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}]', false, true, NULL);
INSERT INTO public.articles VALUES (1109547048, 'https://menafn.com/1109547048/Slug-3', 'en', 'Harbour widened', 'MENAFN', NULL, '2025-05-14T04:44:27Z', '2025-05-14', 'second', 'printed', false, 'Dredgers have begun to widen the harbour mouth so that larger grain ships can enter at low water. The work will take a year.', 24, NULL, NULL, NULL, '["Ports"]', NULL, NULL, '[]', NULL, NULL, '88808ae1695eca140a7280713bd6034014eb7e6bcae12e36c7d89a5bbae60a2c', 2, '2026-11-27T12:00:00Z', '2026-11-27T13:00:00Z', 'https://menafn.com/1109547048/Slug-3', 'story-2025', '[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}]', false, true, NULL);



INSERT INTO public.bands VALUES (92423, -8905484340460640942, 1);
INSERT INTO public.bands VALUES (92423, -8905484340460640942, 2);
INSERT INTO public.bands VALUES (92423, -8763411679961086139, 1);
INSERT INTO public.bands VALUES (92423, -8763411679961086139, 2);
INSERT INTO public.bands VALUES (92423, -8748169332651532960, 1);
INSERT INTO public.bands VALUES (92423, -8748169332651532960, 2);
INSERT INTO public.bands VALUES (92423, -7373241523030692091, 1);
INSERT INTO public.bands VALUES (92423, -7373241523030692091, 2);
INSERT INTO public.bands VALUES (92423, -6687339324298526455, 1);
INSERT INTO public.bands VALUES (92423, -6687339324298526455, 2);
INSERT INTO public.bands VALUES (92423, -6551814794341307377, 2);
INSERT INTO public.bands VALUES (92423, -6551814792758882688, 1);
INSERT INTO public.bands VALUES (92423, -5219242599675511446, 1);
INSERT INTO public.bands VALUES (92423, -5219242599675511446, 2);
INSERT INTO public.bands VALUES (92423, -5162769407253066467, 1);
INSERT INTO public.bands VALUES (92423, -5162769407253066467, 2);
INSERT INTO public.bands VALUES (92423, -5110363880195373443, 1);
INSERT INTO public.bands VALUES (92423, -5110363880195373443, 2);
INSERT INTO public.bands VALUES (92423, -4876439422079092656, 1);
INSERT INTO public.bands VALUES (92423, -4590891646496290023, 1);
INSERT INTO public.bands VALUES (92423, -4590891646496290023, 2);
INSERT INTO public.bands VALUES (92423, -4434281881907289141, 1);
INSERT INTO public.bands VALUES (92423, -4434281881907289141, 2);
INSERT INTO public.bands VALUES (92423, -4045490045890240837, 1);
INSERT INTO public.bands VALUES (92423, -4045490045890240837, 2);
INSERT INTO public.bands VALUES (92423, -3942519921000298031, 2);
INSERT INTO public.bands VALUES (92423, -3942519920783021594, 1);
INSERT INTO public.bands VALUES (92423, -1801028810149392558, 2);
INSERT INTO public.bands VALUES (92423, -1503291056714588060, 1);
INSERT INTO public.bands VALUES (92423, -1503291056714588060, 2);
INSERT INTO public.bands VALUES (92423, -841060162206206220, 1);
INSERT INTO public.bands VALUES (92423, -841060162206206220, 2);
INSERT INTO public.bands VALUES (92423, -659741918792178981, 1);
INSERT INTO public.bands VALUES (92423, -659741918792178981, 2);
INSERT INTO public.bands VALUES (92423, 1204662882694005241, 1);
INSERT INTO public.bands VALUES (92423, 1204662882694005241, 2);
INSERT INTO public.bands VALUES (92423, 1473281836474326456, 1);
INSERT INTO public.bands VALUES (92423, 1473281836474326456, 2);
INSERT INTO public.bands VALUES (92423, 2359233549645451090, 1);
INSERT INTO public.bands VALUES (92423, 2995878900095236176, 2);
INSERT INTO public.bands VALUES (92423, 3422945838356074447, 1);
INSERT INTO public.bands VALUES (92423, 3422945838356074447, 2);
INSERT INTO public.bands VALUES (92423, 3543418472441457532, 1);
INSERT INTO public.bands VALUES (92423, 3543418472441457532, 2);
INSERT INTO public.bands VALUES (92423, 4102121736984984570, 1);
INSERT INTO public.bands VALUES (92423, 4102121736984984570, 2);
INSERT INTO public.bands VALUES (92423, 4520519334122449392, 1);
INSERT INTO public.bands VALUES (92423, 4520519334122449392, 2);
INSERT INTO public.bands VALUES (92423, 4737024965584698481, 1);
INSERT INTO public.bands VALUES (92423, 4737024965584698481, 2);
INSERT INTO public.bands VALUES (92423, 5760082248043741067, 1);
INSERT INTO public.bands VALUES (92423, 5760082248043741067, 2);
INSERT INTO public.bands VALUES (92423, 6501437284921674032, 1);
INSERT INTO public.bands VALUES (92423, 6501437285065567656, 2);
INSERT INTO public.bands VALUES (92423, 6871314340554739329, 1);
INSERT INTO public.bands VALUES (92423, 6871314340554739329, 2);
INSERT INTO public.bands VALUES (92423, 7807122857584908134, 1);
INSERT INTO public.bands VALUES (92423, 7961322258194032830, 1);
INSERT INTO public.bands VALUES (92423, 7961322258635384477, 2);
INSERT INTO public.bands VALUES (92423, 8035607339546335078, 2);
INSERT INTO public.bands VALUES (92423, 8320762053169781011, 1);
INSERT INTO public.bands VALUES (92423, 8320762053169781011, 2);
INSERT INTO public.bands VALUES (92423, 8640884368386266661, 1);
INSERT INTO public.bands VALUES (92423, 8640884369526706854, 2);



INSERT INTO public.candidates VALUES (1109547045, 'https://menafn.com/1109547045/Slug-0', '2026-11-27T12:00:00Z', 'stored', 1, 1, 0, NULL, NULL, NULL, NULL, 1, NULL);
INSERT INTO public.candidates VALUES (1109547046, 'https://menafn.com/1109547046/Slug-1', '2026-11-27T12:00:00Z', 'stored', 1, 1, 0, NULL, NULL, NULL, NULL, 1, NULL);
INSERT INTO public.candidates VALUES (1109547047, 'https://menafn.com/1109547047/Slug-2', '2026-11-27T12:00:00Z', 'stored', 1, 1, 0, NULL, NULL, NULL, NULL, 1, NULL);
INSERT INTO public.candidates VALUES (1109547048, 'https://menafn.com/1109547048/Slug-3', '2026-11-27T12:00:00Z', 'stored', 1, 2, 0, NULL, NULL, NULL, NULL, 1, NULL);
INSERT INTO public.candidates VALUES (1109547049, 'https://menafn.com/1109547049/Slug-4', '2026-11-27T12:00:00Z', 'aside', 1, 1, 0, 'no layout reads the page', NULL, NULL, NULL, 1, NULL);
INSERT INTO public.candidates VALUES (1109547050, 'https://menafn.com/1109547050/Slug-5', '2026-11-27T12:00:00Z', 'open', NULL, 1, 1, 'no such article (status 404)', '2026-11-27T13:00:00Z', NULL, NULL, NULL, NULL);
INSERT INTO public.candidates VALUES (1109547051, 'https://menafn.com/1109547051/Slug-6', '2026-11-27T12:00:00Z', 'open', NULL, 1, 0, NULL, NULL, '2024-01-01T05:00:00Z', '2024-01-02T04:59:59Z', NULL, NULL);
INSERT INTO public.candidates VALUES (1109547052, 'https://menafn.com/1109547052/Slug-7', '2026-11-27T12:00:00Z', 'open', NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.candidates VALUES (1109547053, 'https://menafn.com/1109547053/Slug-8', '2026-11-27T12:00:00Z', 'open', NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.candidates VALUES (1109547065, 'https://menafn.com/1109547065/', '2026-11-27T12:00:00Z', 'open', NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.candidates VALUES (1109547066, 'https://menafn.com/1109547066/', '2026-11-27T12:00:00Z', 'open', NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, true);



INSERT INTO public.captures VALUES ('menafn-20261127120000-1-00000.warc.gz', 0, 1109547045, '2026-11-27T12:00:00Z', 200, 'https://menafn.com/1109547045/Slug-0');
INSERT INTO public.captures VALUES ('menafn-20261127120000-1-00000.warc.gz', 1000, 1109547046, '2026-11-27T12:00:00Z', 200, 'https://menafn.com/1109547046/Slug-1');
INSERT INTO public.captures VALUES ('menafn-20261127120000-1-00000.warc.gz', 2000, 1109547047, '2026-11-27T12:00:00Z', 200, 'https://menafn.com/1109547047/Slug-2');
INSERT INTO public.captures VALUES ('menafn-20261127120000-1-00000.warc.gz', 3000, 1109547048, '2026-11-27T12:00:00Z', 200, 'https://menafn.com/1109547048/Slug-3');



INSERT INTO public.feed_dates VALUES (1109547052, 'Wed, 14 May 2025 08:44:27 GMT', '2026-11-27T12:00:00Z');



INSERT INTO public.feeds VALUES ('/rss/menafn_Kuwait.xml', 'https://menafn.com', '"abc"', NULL, 3, '2026-11-27T12:00:00Z');



INSERT INTO public.history VALUES (1109547048, 0, 'first', '2026-11-27T12:00:00Z', '{"article_id": 1109547048, "url": "https://menafn.com/1109547048/Slug-3", "language": "en", "title": "Harbour widened", "provider": "MENAFN", "provider_code": null, "published_at": "2025-05-14T04:44:27Z", "published_on": "2025-05-14", "date_precision": "second", "date_source": "printed", "date_conflict": false, "body": "Dredgers have begun to widen the harbour mouth so that larger grain ships can enter at low water.", "word_count": 18, "wire_id": null, "wire_number": null, "byline": null, "sections": ["asia", "economy"], "tags": ["Ports"], "image_url": null, "provider_url": null, "quality": [], "duplicate_of": null, "duplicate_kind": null, "content_hash": "afbcdab7c1d2ca2c8ca282994d6ee604595bda437a67a1a56121b6320c5e3da6", "revision": 1, "first_seen_at": "2026-11-27T12:00:00Z", "fetched_at": "2026-11-27T12:00:00Z", "source_url": "https://menafn.com/1109547048/Slug-3", "extraction": "story-2025", "date_evidence": [{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}]}');
INSERT INTO public.history VALUES (1109547048, 1, 'corrected', '2026-11-27T13:00:00Z', '{"article_id": 1109547048, "url": "https://menafn.com/1109547048/Slug-3", "language": "en", "title": "Harbour widened", "provider": "MENAFN", "provider_code": null, "published_at": "2025-05-14T04:44:27Z", "published_on": "2025-05-14", "date_precision": "second", "date_source": "printed", "date_conflict": false, "body": "Dredgers have begun to widen the harbour mouth so that larger grain ships can enter at low water. The work will take a year.", "word_count": 24, "wire_id": null, "wire_number": null, "byline": null, "sections": ["asia", "economy"], "tags": ["Ports"], "image_url": null, "provider_url": null, "quality": [], "duplicate_of": null, "duplicate_kind": null, "content_hash": "88808ae1695eca140a7280713bd6034014eb7e6bcae12e36c7d89a5bbae60a2c", "revision": 2, "first_seen_at": "2026-11-27T12:00:00Z", "fetched_at": "2026-11-27T13:00:00Z", "source_url": "https://menafn.com/1109547048/Slug-3", "extraction": "story-2025", "date_evidence": [{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}]}');



INSERT INTO public.likenesses VALUES (2, 1, 0.896551724137931);
INSERT INTO public.likenesses VALUES (1, 2, 1);



INSERT INTO public.meta VALUES ('schema_version', '5');



INSERT INTO public.runs VALUES (1, 'menafn', '{"site": "https://menafn.com"}', '2026-11-27T12:00:00Z', '2026-11-27T13:00:00Z', 0, '{"menafn/article/stored": 4}', 'done');



INSERT INTO public.shown VALUES ('en/asia', 1109547045);
INSERT INTO public.shown VALUES ('en/asia', 1109547046);
INSERT INTO public.shown VALUES ('en/asia', 1109547047);



INSERT INTO public.sightings VALUES (1109547045, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547045, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547046, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547046, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547047, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547047, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547048, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547048, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547049, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547049, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547050, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547050, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547051, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547051, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547052, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547052, 'economy', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547053, 'asia', '2026-11-27T12:00:00Z');
INSERT INTO public.sightings VALUES (1109547053, 'economy', '2026-11-27T12:00:00Z');



INSERT INTO public.stale_dates VALUES ('Tuesday, 02 January 2024 12:17 GMT', '2026-11-27T12:00:00Z');



INSERT INTO public.texts VALUES (1, 'bd49a7889c222dc83cf9c1d4f3f97722ffd84d75a34ed3a26189586f2605a8a8', 26, 'words3 rminhash2 64 seed 1109547045', '\xbc53682e9e43b850c40ec77ac676f5252cd921f0a387f9d32c7e4d141b2a56e4c087ce762244bd493895df85c0e9e3a695f174311f73e72c6b69fdee256c9f69c0970d98563dcbd4c01cabcc3630633659c057b3c20b4ef70bb9b2c4c0660a5c5425a8d3c1dab90c66ad6202c0d8a5af043964743cbd482fc1297cf28357606954e61d15d566fc3a41e6f50e73b5f67c0b94a90cb62ae4c2070a5fe40570f3f22f2ccb7d766da8b75f9fbb1fc269233901688e1690fec6cb69a02056c7612b6217452d7ca40c8233873917207ab168f9973a1e8191c64742c381ae7068f541510fac1b5251f0ae3d2501910652a3a7870ce2583d19d38d33c39481c9c08466ef');
INSERT INTO public.texts VALUES (2, '7ad5a74a5b17f6d60016e817d2720e15a3a0001c45c86eedc45adf39b07fa300', 29, 'words3 rminhash2 64 seed 1109547045', '\x29937ffc9e43b850c40ec77abe9a51bd2cd921f0a387f9d32c7e4d141b2a56e4c087ce762244bd493895df85c0e9e3a6524daf8e1f73e72c6b69fdee256c9f69c0970d98563dcbd4c01cabcc3630633659c057b386358a740bb9b2c4c0660a5c5425a8d3c1dab90c66ad6202a6972b8c043964743cbd482fc1297cf28357606954e61d15d566fc3a41e6f50e73b5f67c0b94a90cb62ae4c2070a5fe40570f3f22f2ccb7d766da8b75f9fbb1f243f01b601688e1690fec6cb69a02056c7612b6217452d7ca40c8233873917207ab168f9973a1e8191c64742c05de0dd68f541510fac1b5251f0ae3d25019106479047b00ce2583d19d38d33c39481c9c08466ef');
INSERT INTO public.texts VALUES (3, 'afbcdab7c1d2ca2c8ca282994d6ee604595bda437a67a1a56121b6320c5e3da6', 0, NULL, NULL);
INSERT INTO public.texts VALUES (4, '88808ae1695eca140a7280713bd6034014eb7e6bcae12e36c7d89a5bbae60a2c', 0, NULL, NULL);



INSERT INTO public.walks VALUES ('en/asia', true, 2, NULL);



SELECT pg_catalog.setval('public.runs_run_id_seq', 1, true);



SELECT pg_catalog.setval('public.texts_text_id_seq', 4, true);



ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (article_id);



ALTER TABLE ONLY public.bands
    ADD CONSTRAINT bands_pkey PRIMARY KEY (bucket, band, text_id);



ALTER TABLE ONLY public.candidates
    ADD CONSTRAINT candidates_pkey PRIMARY KEY (article_id);



ALTER TABLE ONLY public.captures
    ADD CONSTRAINT captures_pkey PRIMARY KEY (file, "offset");



ALTER TABLE ONLY public.feed_dates
    ADD CONSTRAINT feed_dates_pkey PRIMARY KEY (article_id, raw);



ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT feeds_pkey PRIMARY KEY (path);



ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (article_id, number);



ALTER TABLE ONLY public.likenesses
    ADD CONSTRAINT likenesses_pkey PRIMARY KEY (text_id, other_id);



ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (run_id);



ALTER TABLE ONLY public.shown
    ADD CONSTRAINT shown_pkey PRIMARY KEY (list_key, article_id);



ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_pkey PRIMARY KEY (article_id, section);



ALTER TABLE ONLY public.stale_dates
    ADD CONSTRAINT stale_dates_pkey PRIMARY KEY (raw);



ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_content_hash_key UNIQUE (content_hash);



ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_pkey PRIMARY KEY (text_id);



ALTER TABLE ONLY public.walks
    ADD CONSTRAINT walks_pkey PRIMARY KEY (list_key);



CREATE INDEX articles_by_day ON public.articles USING btree (published_on);



CREATE INDEX articles_copies ON public.articles USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL);



CREATE INDEX articles_in_doubt ON public.articles USING btree (article_id) WHERE date_in_doubt;



CREATE INDEX articles_same_text ON public.articles USING btree (content_hash);



CREATE INDEX candidates_open ON public.candidates USING btree (state, first_seen_at, article_id);



CREATE INDEX captures_by_article ON public.captures USING btree (article_id, fetched_at);



ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.candidates(article_id);



ALTER TABLE ONLY public.captures
    ADD CONSTRAINT captures_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.candidates(article_id);



ALTER TABLE ONLY public.feed_dates
    ADD CONSTRAINT feed_dates_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.candidates(article_id);



ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(article_id);



ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.candidates(article_id);
