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



INSERT INTO public.articles VALUES (1109547045, 'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians', 'en', 'Moscow claims Kiev escalated assaults on civilians', 'MENAFN', '000045015687', '2025-05-14T08:44:27Z', '2025-05-14', 'second', 'printed', false, 'Moscow has claimed that Kiev stepped up its strikes on people far from the front during the first days of May, saying the number of drones sent across the border had roughly doubled within a week.

A spokesperson told journalists at a morning briefing that houses, two clinics and a bus depot had been hit, and that emergency crews had worked through the night in three border districts.

The figures could not be checked by outside observers. Officials on the other side have in the past denied that they aim at anything but military depots, and they gave no answer to the latest charge before noon.

The exchange comes while envoys try to agree on a place and an agenda for direct talks. Diplomats from two countries offering their help said both capitals were still discussing who would sit at the table.

Analysts who follow the conflict noted that each side had raised the pace of long-range attacks ahead of earlier rounds of negotiation as well, and that such waves had usually ebbed once a date was fixed.', 178, 'MENAFN14052025000045015687ID1109547045', 1109547045, '(MENAFN)', '[]', NULL, NULL, '[]', NULL, NULL, '4752a4a219c4012613a117cb4038c88de9caef8b685cc19f5af4cc11b91a6b85', 1, '2026-11-23T12:48:49Z', '2026-11-23T12:48:50Z', 'http://127.0.0.1:38399/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians', 'story-2025', '[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}, {"source": "footer", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "agrees"}, {"source": "wire_id", "raw": "MENAFN14052025000045015687ID1109547045", "value": "2025-05-14", "verdict": "agrees"}, {"source": "neighbours", "raw": "1109547045 < id < 1109588722", "value": "2025-05-14/2025-05-16", "verdict": "agrees"}, {"source": "header", "raw": "Tuesday, 02 January 2024 12:17 GMT", "value": null, "verdict": "stale"}]', false, true, NULL);



INSERT INTO public.bands VALUES (92423, -9125309182504472645, 1);
INSERT INTO public.bands VALUES (92423, -9100228178601970215, 1);
INSERT INTO public.bands VALUES (92423, -8443217117739378586, 1);
INSERT INTO public.bands VALUES (92423, -7634518136142837936, 1);
INSERT INTO public.bands VALUES (92423, -7325584437093524245, 1);
INSERT INTO public.bands VALUES (92423, -7151679931084269699, 1);
INSERT INTO public.bands VALUES (92423, -6864445356208602317, 1);
INSERT INTO public.bands VALUES (92423, -5819684745280881621, 1);
INSERT INTO public.bands VALUES (92423, -5439160598992975935, 1);
INSERT INTO public.bands VALUES (92423, -3985743051323767781, 1);
INSERT INTO public.bands VALUES (92423, -3615983834073154124, 1);
INSERT INTO public.bands VALUES (92423, -2345269291044230079, 1);
INSERT INTO public.bands VALUES (92423, -1852168872034634386, 1);
INSERT INTO public.bands VALUES (92423, -1657831548714429508, 1);
INSERT INTO public.bands VALUES (92423, -950942614676674802, 1);
INSERT INTO public.bands VALUES (92423, -469776436645123909, 1);
INSERT INTO public.bands VALUES (92423, 1056416462482847544, 1);
INSERT INTO public.bands VALUES (92423, 1676847627655986048, 1);
INSERT INTO public.bands VALUES (92423, 1930792274205747408, 1);
INSERT INTO public.bands VALUES (92423, 1990993989151787535, 1);
INSERT INTO public.bands VALUES (92423, 2142682430237222021, 1);
INSERT INTO public.bands VALUES (92423, 3302939363330642693, 1);
INSERT INTO public.bands VALUES (92423, 3468593310040188880, 1);
INSERT INTO public.bands VALUES (92423, 3596116680597071543, 1);
INSERT INTO public.bands VALUES (92423, 4030447271401020508, 1);
INSERT INTO public.bands VALUES (92423, 4113479103622634815, 1);
INSERT INTO public.bands VALUES (92423, 4988304085119671031, 1);
INSERT INTO public.bands VALUES (92423, 5549513788469110531, 1);
INSERT INTO public.bands VALUES (92423, 6925467522544882335, 1);
INSERT INTO public.bands VALUES (92423, 8047682484848071901, 1);
INSERT INTO public.bands VALUES (92423, 8407710187952473925, 1);
INSERT INTO public.bands VALUES (92423, 8842740409909552237, 1);



INSERT INTO public.candidates VALUES (1109547045, 'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians', '2026-11-23T12:48:49Z', 'stored', 1, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL);


















INSERT INTO public.meta VALUES ('schema_version', '4');



INSERT INTO public.runs VALUES (1, 'menafn', '{"site": "http://127.0.0.1:38399"}', '2026-11-23T12:48:49Z', '2026-11-23T12:48:51Z', 0, '{"menafn/article/answered": 306, "menafn/article/gone_at_first_look": 5, "menafn/article/set_aside": 2, "menafn/article/stored": 299, "menafn/candidate/new": 306, "menafn/date/decided_again": 19, "menafn/date/footer": 7, "menafn/date/image": 3, "menafn/date/none": 3, "menafn/date/printed": 270, "menafn/date/wire_id": 16, "menafn/drop/duplicate/same_text": 2, "menafn/extraction/story-2022": 92, "menafn/extraction/story-2025": 207, "menafn/list/entries": 525, "menafn/list/read": 49, "menafn/list/stored": 40, "menafn/retry/waited": 3, "menafn/section/added": 40}', NULL);



INSERT INTO public.sightings VALUES (1109547045, 'politics', '2026-11-23T12:48:49Z');
INSERT INTO public.sightings VALUES (1109547045, 'europe', '2026-11-23T12:48:49Z');






INSERT INTO public.texts VALUES (1, '4752a4a219c4012613a117cb4038c88de9caef8b685cc19f5af4cc11b91a6b85', 177, 'words3 rminhash2 64 seed 1109547045', '\x1ba16e7c01548a0f0461327d21a360fe0c4c184e0da91ffa05d5832d1172587e1772fa7123a9648926f2998e19ac0ade01c8e2183707efbf44c1081a0fed5f1308c0c91a1bb8c8130eaf242006abb30603fca4e711128bd701b34b2400b0e9530a8580b517b70263156d783a160ae9940834fbaa12d7350d0843f4bd2088223811ba092d06cda65e17a3ab652c1ffa35052d025d042691aa22de283a02e9a2f228fbada34686b6e11cc73a0e2f4ad8d719710b5f370b5c170114e9da067df9bf1d9ca2ac052625e309dd5a9023e0ba601f0b79fa00baad1a0f6541c10fc055040b2b546b0d1588bb04b6f8fe1a00dddd0053e97f1d1f121011a1be05306e5bb4');



INSERT INTO public.walks VALUES ('en/us', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/europe', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/arab', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/asia', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/africa', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/politics', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/economy', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/energy', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/entertainment', true, NULL, NULL);
INSERT INTO public.walks VALUES ('en/sport', true, NULL, NULL);



SELECT pg_catalog.setval('public.runs_run_id_seq', 1, true);



SELECT pg_catalog.setval('public.texts_text_id_seq', 1, true);



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
