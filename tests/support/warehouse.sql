-- A published warehouse made by hand: two districts, one key of each kind, every number workable on paper.
--
-- fo4_gh2024/fo4c, frame 1 000 001 NOK, mix 0.8/0.2:
--   municipal_dwellings     w 0.6   Gamle Oslo 300 of 400 = 0.75     Alna 100 = 0.25
--   poor_child_households   w 0.4   Gamle Oslo 100 of 400 = 0.25     Alna 300 = 0.75
--   criteria share                  0.6*0.75 + 0.4*0.25   = 0.55     0.45
--   accounting share                40 of 100 million     = 0.40     0.60
--   allocation share                0.8*0.55 + 0.2*0.40   = 0.52     0.48
--   exact NOK                                   520 000.52          480 000.48   -> 520 001 and 480 000
-- trondheim_2014_proposal/f232, no frame: 0-21 years, 5 000 and 15 000 -> 0.25 and 0.75
-- trondheim_2013/f244: weight unknown and counts lacking, so not computable
create schema criteria; create schema keys; create schema decisions; create schema geography;
create schema allocations; create schema meta;

create table geography.areas (area_system varchar, district_id varchar, name varchar, level varchar);
insert into geography.areas values
    ('oslo_districts', '030101', 'Gamle Oslo', 'district'), ('oslo_districts', '030112', 'Alna', 'district'),
    ('oslo_districts', '030116', 'Sentrum', 'rest'), ('oslo_districts', '0301', 'Oslo', 'city'),
    ('trondheim_districts', '500102', 'Østbyen', 'district'),
    ('trondheim_districts', '500104', 'Heimdal', 'district');
create table geography.area_aliases (area_system varchar, alias varchar, district_id varchar);
insert into geography.area_aliases values
    ('oslo_districts', 'Bydel Gamle Oslo', '030101'), ('oslo_districts', '01', '030101'),
    ('oslo_districts', '12 Alna', '030112'), ('oslo_districts', 'Oslo i alt', '0301');

create table decisions.allocation_systems
    (allocation_system varchar, area_system varchar, label_nb varchar, label_en varchar);
insert into decisions.allocation_systems values
    ('fo4_gh2024', 'oslo_districts', 'Grønt hefte 2024', 'Green booklet 2024'),
    ('trondheim_2013', 'trondheim_districts', 'Trondheim i dag', 'Trondheim today'),
    ('trondheim_2014_proposal', 'trondheim_districts', 'Trondheim forslag', 'Trondheim proposal');
create table decisions.criteria_keys (allocation_system varchar, key_id varchar, criterion_set_id varchar,
    share_base varchar, label_nb varchar, label_en varchar);
insert into decisions.criteria_keys values
    ('fo4_gh2024', 'fo4c', 'fo4_gh2024_fo4c', 'plain_share', 'Økonomisk sosialhjelp', 'Social assistance'),
    ('trondheim_2013', 'f244', 'trondheim_f244', 'plain_share', 'Barnevern', 'Child welfare'),
    ('trondheim_2014_proposal', 'f232', 'trondheim_f232', 'relative_share', 'Helsestasjon', 'Health centres');
create table decisions.mixes (allocation_system varchar, key_id varchar, criteria_weight decimal(9,6),
    accounting_weight decimal(9,6), accounting_area varchar, accounting_lag integer,
    valid_from_budget_year integer, valid_to_budget_year integer);
insert into decisions.mixes values
    ('fo4_gh2024', 'fo4c', 0.8, 0.2, 'fo4c', 2, 2012, null),
    ('trondheim_2014_proposal', 'f232', 1, 0, null, null, 2013, null);
create table decisions.frames (allocation_system varchar, key_id varchar, budget_year integer,
    frame_nok bigint, price_level varchar, estimated boolean, decision_ref varchar);
insert into decisions.frames values
    ('fo4_gh2024', 'fo4c', 2024, 1000001, 'GH2024', true, 'ESTIMATED: the report prints no frame');

create table criteria.criterion_catalogue
    (criterion_id varchar, label_nb varchar, label_en varchar, unit varchar);
insert into criteria.criterion_catalogue values
    ('municipal_dwellings', 'Kommunale boliger', 'Municipal dwellings', 'dwellings'),
    ('poor_child_households', 'Fattige barnehusholdninger', 'Poor households with children', 'households'),
    ('age_0_21', 'Personer 0-21 år', 'Persons aged 0-21', 'persons');
create table criteria.criterion_values (area_system varchar, budget_year integer, criterion_id varchar,
    district_id varchar, source_year integer, value decimal(20,6), status varchar, "precision" varchar,
    unit varchar, delivery_id varchar, delivered_rows varchar, synthetic boolean);
insert into criteria.criterion_values values
    ('oslo_districts', 2024, 'municipal_dwellings', '030101', 2022, 300, 'observed', 'exact', 'dwellings',
        'boligbygg_dwellings/2022/boliger.xlsx', '2', true),
    ('oslo_districts', 2024, 'municipal_dwellings', '030112', 2022, 100, 'observed', 'exact', 'dwellings',
        'boligbygg_dwellings/2022/boliger.xlsx', '3', true),
    ('oslo_districts', 2024, 'poor_child_households', '030101', 2020, 100, 'observed', 'exact', 'households',
        'stp_households/2020/husholdninger.xlsx', '4', true),
    ('oslo_districts', 2024, 'poor_child_households', '030112', 2020, 300, 'observed', 'exact', 'households',
        'stp_households/2020/husholdninger.xlsx', '5', true),
    ('trondheim_districts', 2013, 'age_0_21', '500102', 2012, 5000, 'observed', 'exact', 'persons',
        'trondheim_criterion_counts/2012/tabell_v2_2.csv', '2', false),
    ('trondheim_districts', 2013, 'age_0_21', '500104', 2012, 15000, 'observed', 'exact', 'persons',
        'trondheim_criterion_counts/2012/tabell_v2_2.csv', '3', false);

create table keys.criterion_shares (allocation_system varchar, key_id varchar, budget_year integer,
    criterion_id varchar, district_id varchar, weight decimal(9,6), share decimal(20,18),
    contribution decimal(20,18), value decimal(20,6), source_year integer, share_base varchar,
    synthetic boolean);
insert into keys.criterion_shares values
    ('fo4_gh2024', 'fo4c', 2024, 'municipal_dwellings', '030101', 0.6, 0.75, 0.45, 300, 2022, 'plain_share', true),
    ('fo4_gh2024', 'fo4c', 2024, 'municipal_dwellings', '030112', 0.6, 0.25, 0.15, 100, 2022, 'plain_share', true),
    ('fo4_gh2024', 'fo4c', 2024, 'poor_child_households', '030101', 0.4, 0.25, 0.10, 100, 2020, 'plain_share', true),
    ('fo4_gh2024', 'fo4c', 2024, 'poor_child_households', '030112', 0.4, 0.75, 0.30, 300, 2020, 'plain_share', true),
    ('trondheim_2014_proposal', 'f232', 2013, 'age_0_21', '500102', 1, 0.25, 0.25, 5000, 2012, 'relative_share', false),
    ('trondheim_2014_proposal', 'f232', 2013, 'age_0_21', '500104', 1, 0.75, 0.75, 15000, 2012, 'relative_share', false);
create table keys.accounting_shares (area_system varchar, functional_area varchar, source_year integer,
    district_id varchar, net_nok decimal(20,2), share decimal(20,18), delivery_id varchar,
    delivered_rows varchar, synthetic boolean);
insert into keys.accounting_shares values
    ('oslo_districts', 'fo4c', 2022, '030101', 40000000, 0.4, 'unit4_ledger/2022/hovedbok.csv', '5', true),
    ('oslo_districts', 'fo4c', 2022, '030112', 60000000, 0.6, 'unit4_ledger/2022/hovedbok.csv', '6', true),
    ('oslo_districts', 'fo4c', 2021, '030112', 1, 1, 'unit4_ledger/2022/hovedbok.csv', '6', true);
create table keys.allocation_keys (allocation_system varchar, key_id varchar, budget_year integer,
    district_id varchar, criteria_weight decimal(9,6), accounting_weight decimal(9,6),
    criteria_share decimal(20,18), accounting_share decimal(20,18), allocation_share decimal(20,18),
    synthetic boolean);
insert into keys.allocation_keys values
    ('fo4_gh2024', 'fo4c', 2024, '030101', 0.8, 0.2, 0.55, 0.4, 0.52, true),
    ('fo4_gh2024', 'fo4c', 2024, '030112', 0.8, 0.2, 0.45, 0.6, 0.48, true),
    ('trondheim_2014_proposal', 'f232', 2013, '500102', 1, 0, 0.25, null, 0.25, false),
    ('trondheim_2014_proposal', 'f232', 2013, '500104', 1, 0, 0.75, null, 0.75, false);

create table allocations.allocations (allocation_system varchar, key_id varchar, budget_year integer,
    district_id varchar, frame_nok bigint, amount_nok bigint, inhabitants bigint, inhabitants_year integer,
    amount_per_inhabitant decimal(18,2), synthetic boolean);
insert into allocations.allocations values
    ('fo4_gh2024', 'fo4c', 2024, '030101', 1000001, 520001, 50000, 2022, 10.40, true),
    ('fo4_gh2024', 'fo4c', 2024, '030112', 1000001, 480000, null, null, null, true);
create table allocations.correction_effects (correction_id varchar, allocation_system varchar, key_id varchar,
    budget_year integer, district_id varchar, frame_nok bigint, frame_without_nok bigint, amount_nok bigint,
    amount_without_nok bigint, change_nok bigint);
insert into allocations.correction_effects values
    ('boliger-alna-2022', 'fo4_gh2024', 'fo4c', 2024, '030101', 1000001, 1000001, 520001, 507656, 12345),
    ('boliger-alna-2022', 'fo4_gh2024', 'fo4c', 2024, '030112', 1000001, 1000001, 480000, 492345, -12345),
    ('boliger-sentrum-2022', 'fo4_gh2024', 'fo4c', 2024, '030112', 1000001, null, 480000, null, null);
create table allocations.allocation_contributions (allocation_system varchar, key_id varchar,
    budget_year integer, district_id varchar, criterion_id varchar, amount_nok bigint, synthetic boolean);
insert into allocations.allocation_contributions values
    ('fo4_gh2024', 'fo4c', 2024, '030101', 'municipal_dwellings', 360001, true),
    ('fo4_gh2024', 'fo4c', 2024, '030101', 'poor_child_households', 80000, true),
    ('fo4_gh2024', 'fo4c', 2024, '030101', 'accounting_share', 80000, true),
    ('fo4_gh2024', 'fo4c', 2024, '030112', 'municipal_dwellings', 120000, true),
    ('fo4_gh2024', 'fo4c', 2024, '030112', 'poor_child_households', 240000, true),
    ('fo4_gh2024', 'fo4c', 2024, '030112', 'accounting_share', 120000, true);

create schema intermediate;
create table intermediate.int_population__inhabitants (area_system varchar, source_year integer,
    district_id varchar, inhabitants bigint, age_group varchar, delivery_id varchar, delivered_rows varchar,
    synthetic boolean);
insert into intermediate.int_population__inhabitants values
    ('oslo_districts', 2022, '030101', 50000, '18 and over', 'oslo_population_18plus/2022/tabell_4.csv', '2', false),
    ('oslo_districts', 2021, '030101', 49000, '18 and over', 'oslo_population_18plus/2022/tabell_4.csv', '2', false);

create table meta.not_computable (allocation_system varchar, key_id varchar, budget_year integer,
    missing_kind varchar, criterion_id varchar, expected_source_year integer, detail varchar);
insert into meta.not_computable values
    ('trondheim_2013', 'f244', 2013, 'weight', 'single_parents', null, 'The weight of single_parents is unknown.'),
    ('trondheim_2013', 'f244', 2013, 'criterion_values', 'single_parents', 2012, 'No counts of single_parents for 2012.');
create table meta.deliveries (delivery_id varchar, source_id varchar, period varchar, file_name varchar,
    sha256 varchar, bytes bigint, title varchar, producer varchar, contact varchar, url varchar,
    received_on date, published_on date, licence varchar, personal_data varchar, synthetic boolean,
    supersedes varchar, for_budget_year integer, state varchar, rows_delivered bigint, rows_landed bigint,
    rows_not_data bigint);
insert into meta.deliveries values
    ('boligbygg_dwellings/2022/boliger.xlsx', 'boligbygg_dwellings', '2022', 'boliger.xlsx', repeat('c3', 32),
        200, 'Kommunale boliger 2022', 'Oslo', 'a@b.no', null, '2024-01-02', null, 'NLOD', 'aggregate', true,
        'boligbygg_dwellings/2022/gammel.xlsx', null, 'used', 2, 2, 0),
    ('boligbygg_dwellings/2022/gammel.xlsx', 'boligbygg_dwellings', '2022', 'gammel.xlsx', repeat('b2', 32),
        100, 'Gammel', 'Oslo', 'a@b.no', null, '2024-01-01', null, 'NLOD', 'aggregate', true, null, null,
        'superseded', 0, 0, 0),
    ('oslo_population_18plus/2022/tabell_4.csv', 'oslo_population_18plus', '2022', 'tabell_4.csv', repeat('e5', 32),
        400, 'Tabell 4', 'Oslo', null, 'https://oslo.no', '2024-01-02', '2024-05-01', 'CC BY', 'aggregate', false,
        null, null, 'used', 3, 3, 0),
    ('stp_households/2020/husholdninger.xlsx', 'stp_households', '2020', 'husholdninger.xlsx', repeat('f6', 32),
        300, 'Husholdninger 2020', 'Oslo', 'a@b.no', null, '2024-01-02', null, 'NLOD', 'aggregate', true, null,
        null, 'used', 4, 4, 0),
    ('trondheim_criterion_counts/2012/tabell_v2_2.csv', 'trondheim_criterion_counts', '2012', 'tabell_v2_2.csv',
        repeat('d4', 32), 300, 'Tabell V2.2', 'Fafo', null, 'https://fafo.no', '2024-01-02', '2014-05-01', 'CC BY',
        'aggregate', false, null, 2013, 'used', 3, 2, 1),
    ('unit4_ledger/2022/hovedbok.csv', 'unit4_ledger', '2022', 'hovedbok.csv', repeat('a1', 32),
        9000, 'Hovedbok 2022 [SYNTETISK]', 'Oslo', 'a@b.no', null, '2024-01-02', null, 'NLOD', 'aggregate',
        true, null, null, 'used', 16, 15, 1);
create table meta.corrections (correction_id varchar, source_id varchar, delivery_id varchar, sheet varchar,
    file_row integer, file_column varchar, area_label varchar, measure varchar, source_year integer, codes varchar,
    action varchar, delivered_value decimal(20,6), delivered_status varchar, corrected_value decimal(20,6),
    corrected_status varchar, reason_nb varchar, reason_en varchar, decided_by varchar, decided_on date,
    moved_nok decimal(18,1));
insert into meta.corrections values
    ('boliger-alna-2022', 'boligbygg_dwellings', 'boligbygg_dwellings/2022/boliger.xlsx', 'Ark 1', 14, 'Antall boliger',
        'Alna', 'dwellings', 2022, 'sub_district=1201', 'set', 1250, 'observed', 1205, 'observed',
        'Sifrene er byttet om, bekreftet av Boligbygg.', 'The digits are swapped, says Boligbygg.', 'Kari Analytiker',
        '2024-01-15', 12345.0),
    ('boliger-sentrum-2022', 'boligbygg_dwellings', 'boligbygg_dwellings/2022/boliger.xlsx', 'Ark 1', 15,
        'Antall boliger', 'Sentrum', 'dwellings', 2022, null, 'drop', null, 'suppressed', null, null,
        'Levert ved en feil.', 'Delivered by mistake.', 'Kari Analytiker', '2024-01-16', null);
create table meta.checks (check_id varchar, kind varchar, subject varchar, name varchar, severity varchar,
    passed boolean, found_rows bigint, description varchar, owner varchar, message varchar);
insert into meta.checks values
    ('a', 'expectation', 'landed.unit4_ledger', 'expectations', 'error', true, 0, 'd', 'data owner', ''),
    ('b', 'dbt_test', 'keys.allocation_keys', 'sums_to_one', 'error', true, 0, 'd', 'data team', ''),
    ('c', 'dbt_test', 'criteria.age_0_21', 'yearly_change_within_band', 'warn', false, 1, 'd', 'data team',
        'Heimdal grew by 40 % from 2011 to 2012.'),
    ('d', 'qc', 'qc.qc_identical_counts', 'qc_identical_counts', 'info', false, 1, 'd', 'Kari Analytiker',
        'Heimdal and Østbyen have the same count of age_0_21 in 2011.'),
    ('e', 'qc', 'qc.qc_repeated_series', 'qc_repeated_series', 'info', true, 0, 'd', 'Kari Analytiker', '');
create table meta.runs (run_id varchar, started_at timestamp, finished_at timestamp, input_fingerprint varchar,
    as_of date, kriterier_version varchar, duckdb_version varchar, dbt_version varchar, dagster_version varchar,
    python_version varchar);
insert into meta.runs values ('run-1', '2024-02-01 01:00:00', '2024-02-01 01:02:03', repeat('f', 64), '2024-01-02', '0.1.0',
    '2.0.0', '1.11.16', '1.13.27', '3.11.7');
create table meta.columns (schema_name varchar, table_name varchar, column_name varchar, position integer,
    data_type varchar, unit varchar, description varchar);
