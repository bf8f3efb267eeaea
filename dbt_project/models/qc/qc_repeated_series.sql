-- Please look: the same numbers for every district in two deliveries. Either an old year was sent again because nothing newer
-- exists (grunn- og hjelpestønad 2010 in both of Trondheim's tables) or a file was copied and only its year changed.
with delivered as (
    select
        area_system,
        criterion_id,
        delivery_id,
        source_year,
        district_id,
        value,
        cast(file_row as varchar) as delivered_rows
    from {{ ref('stg_trondheim_criterion_counts__counts') }}
    where level = 'district'
    union distinct
    -- what is derived from cells is compared as criteria: the same cells sent again give the same values
    select
        area_system,
        criterion_id,
        delivery_id,
        source_year,
        district_id,
        value,
        delivered_rows
    from {{ ref('criterion_values') }}
),

series as (
    select
        area_system,
        criterion_id,
        delivery_id,
        source_year,
        string_agg(district_id || '=' || value, ';' order by district_id) as fingerprint,
        string_agg(delivered_rows, ', ' order by district_id) as delivered_rows
    from delivered
    group by area_system, criterion_id, delivery_id, source_year
    having count(value) > 1
)

select
    earlier.area_system,
    earlier.criterion_id,
    earlier.delivery_id,
    earlier.source_year,
    earlier.delivered_rows,
    later.delivery_id as later_delivery_id,
    later.source_year as later_source_year,
    later.delivered_rows as later_delivered_rows,
    concat(
        earlier.criterion_id, ': every district has the same number in ', earlier.delivery_id, ' (source year ', earlier.source_year,
        ', rows ', earlier.delivered_rows, ') and in ', later.delivery_id, ' (source year ', later.source_year, ', rows ',
        later.delivered_rows, '). Ask the data owner for a newer year.'
    ) as message
from series as earlier
inner join series as later
    on
        earlier.area_system = later.area_system
        and earlier.criterion_id = later.criterion_id
        and earlier.fingerprint = later.fingerprint
        and (earlier.delivery_id, earlier.source_year) < (later.delivery_id, later.source_year)
order by earlier.area_system, earlier.criterion_id, earlier.delivery_id, later.delivery_id
