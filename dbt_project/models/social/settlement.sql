-- Refugees settled in the year by type of settlement, in the district that settled them; the city also counts those without one.
with types as (
    select distinct code as settlement_type_code
    from {{ ref('social_status_codes') }}
    where code_list = 'settlement_type'
),

settled as (
    select
        persons.area_system,
        persons.person_pid,
        persons.settlement_type_code,
        cast(year(persons.settlement_date) as integer) as settled_year,
        aliases.district_id
    from {{ ref('stg_socio_persons__persons') }} as persons
    left join {{ ref('area_aliases') }} as aliases
        on persons.area_system = aliases.area_system and persons.settled_district_code = aliases.alias
    where persons.settlement_date is not null
),

spine as (
    {{ snapshot_spine(ref('stg_socio_persons__persons')) }}
),

counted as (
    select
        spine.area_system,
        spine.covered_year as year,
        spine.district_id,
        types.settlement_type_code,
        count(distinct settled.person_pid) as persons
    from spine
    cross join types
    left join settled
        on
            spine.area_system = settled.area_system
            and spine.covered_year = settled.settled_year
            and types.settlement_type_code = settled.settlement_type_code
            and (spine.district_id = settled.district_id or spine.is_city)
    group by all
)

{{ social_rows([
    {'id': 'settled_refugees', 'from': 'counted', 'category': 'settlement_type_code', 'value': 'persons'},
]) }}
