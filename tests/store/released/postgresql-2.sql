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
    date_certain boolean NOT NULL
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
    published_last character varying(20)
);



CREATE TABLE public.history (
    article_id bigint NOT NULL,
    number integer NOT NULL,
    event character varying(9) NOT NULL,
    noted_at character varying(20) NOT NULL,
    record text NOT NULL
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
    counters text
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



CREATE TABLE public.walks (
    list_key character varying(40) NOT NULL,
    finished boolean NOT NULL,
    pages integer,
    since character varying(20)
);



ALTER TABLE ONLY public.runs ALTER COLUMN run_id SET DEFAULT nextval('public.runs_run_id_seq'::regclass);



INSERT INTO public.articles VALUES (1109547045, 'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians', 'en', 'Moscow claims Kiev escalated assaults on civilians', 'MENAFN', '000045015687', '2025-05-14T08:44:27Z', '2025-05-14', 'second', 'printed', false, 'Moscow has claimed that Kiev stepped up its strikes on people far from the front during the first days of May, saying the number of drones sent across the border had roughly doubled within a week.

A spokesperson told journalists at a morning briefing that houses, two clinics and a bus depot had been hit, and that emergency crews had worked through the night in three border districts.

The figures could not be checked by outside observers. Officials on the other side have in the past denied that they aim at anything but military depots, and they gave no answer to the latest charge before noon.

The exchange comes while envoys try to agree on a place and an agenda for direct talks. Diplomats from two countries offering their help said both capitals were still discussing who would sit at the table.

Analysts who follow the conflict noted that each side had raised the pace of long-range attacks ahead of earlier rounds of negotiation as well, and that such waves had usually ebbed once a date was fixed.', 178, 'MENAFN14052025000045015687ID1109547045', 1109547045, '(MENAFN)', '[]', NULL, NULL, '[]', NULL, NULL, '4752a4a219c4012613a117cb4038c88de9caef8b685cc19f5af4cc11b91a6b85', 1, '2026-11-23T12:48:49Z', '2026-11-23T12:48:50Z', 'http://127.0.0.1:38399/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians', 'story-2025', '[{"source": "printed", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "chosen"}, {"source": "footer", "raw": "2025-05-14 04:44:27", "value": "2025-05-14T08:44:27Z", "verdict": "agrees"}, {"source": "wire_id", "raw": "MENAFN14052025000045015687ID1109547045", "value": "2025-05-14", "verdict": "agrees"}, {"source": "neighbours", "raw": "1109547045 < id < 1109588722", "value": "2025-05-14/2025-05-16", "verdict": "agrees"}, {"source": "header", "raw": "Tuesday, 02 January 2024 12:17 GMT", "value": null, "verdict": "stale"}]', false, true);



INSERT INTO public.candidates VALUES (1109547045, 'https://menafn.com/1109547045/Moscow-claims-Kiev-escalated-assaults-on-civilians', '2026-11-23T12:48:49Z', 'stored', 1, 1, 0, NULL, NULL, NULL, NULL);






INSERT INTO public.meta VALUES ('schema_version', '2');



INSERT INTO public.runs VALUES (1, 'menafn', '{"site": "http://127.0.0.1:38399"}', '2026-11-23T12:48:49Z', '2026-11-23T12:48:51Z', 0, '{"menafn/article/answered": 306, "menafn/article/gone_at_first_look": 5, "menafn/article/set_aside": 2, "menafn/article/stored": 299, "menafn/candidate/new": 306, "menafn/date/decided_again": 19, "menafn/date/footer": 7, "menafn/date/image": 3, "menafn/date/none": 3, "menafn/date/printed": 270, "menafn/date/wire_id": 16, "menafn/drop/duplicate/same_text": 2, "menafn/extraction/story-2022": 92, "menafn/extraction/story-2025": 207, "menafn/list/entries": 525, "menafn/list/read": 49, "menafn/list/stored": 40, "menafn/retry/waited": 3, "menafn/section/added": 40}');



INSERT INTO public.sightings VALUES (1109547045, 'politics', '2026-11-23T12:48:49Z');
INSERT INTO public.sightings VALUES (1109547045, 'europe', '2026-11-23T12:48:49Z');






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



ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (article_id);



ALTER TABLE ONLY public.candidates
    ADD CONSTRAINT candidates_pkey PRIMARY KEY (article_id);



ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (article_id, number);



ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (run_id);



ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_pkey PRIMARY KEY (article_id, section);



ALTER TABLE ONLY public.stale_dates
    ADD CONSTRAINT stale_dates_pkey PRIMARY KEY (raw);



ALTER TABLE ONLY public.walks
    ADD CONSTRAINT walks_pkey PRIMARY KEY (list_key);



CREATE INDEX articles_by_day ON public.articles USING btree (published_on);



CREATE INDEX articles_copies ON public.articles USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL);



CREATE INDEX articles_in_doubt ON public.articles USING btree (article_id) WHERE date_in_doubt;



CREATE INDEX articles_same_text ON public.articles USING btree (content_hash);



CREATE INDEX candidates_open ON public.candidates USING btree (state, first_seen_at, article_id);



ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.candidates(article_id);



ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(article_id);



ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.candidates(article_id);
