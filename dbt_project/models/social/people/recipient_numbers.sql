-- A number for each main person: numbers are joined, sorted and counted several times faster than pseudonyms, and there are
-- millions of lines. They mean nothing beyond one build.
select
    area_system,
    main_person_pid,
    cast(row_number() over () as integer) as recipient_no
from {{ ref('stg_fasit_payments__lines') }}
group by area_system, main_person_pid
