-- New participants of the qualification programme by what they are at the start: sex, age, household, children and country (of origin,
-- where it is missing citizenship). Each is divided by the new participants for whom it is known. The city only.
with starts as (
    {{ programme_starts(ref('stg_fasit_kvp__periods')) }}
),

cities as (
    {{ snapshot_spine(ref('stg_fasit_kvp__periods')) }}
),

described as (
    select
        starts.*,
        nullif(statuses.marital_group, 'unknown') as household,
        {{ band('starts.n_children', [(0, '0'), (1, '1_2'), (3, '3_plus')]) }} as children,
        coalesce(starts.origin_country_code, starts.citizenship_country_code) as country_code,
        date_sub('year', starts.birth_date, starts.start_date) as age
    from starts
    left join {{ ref('social_marital_statuses') }} as statuses using (marital_status_code)
),

traits as (
    unpivot (
        select
            area_system,
            start_year,
            sex_code as sex,
            {{ band('age', [(0, 'under_30'), (30, '30_44'), (45, '45_plus')]) }} as age,
            household,
            children,
            case when country_code = 'NOR' then 'norwegian' when country_code is not null then 'foreign' end as country
        from described
    )
    on sex, age, household, children, country
    into name characteristic value part
),

categories as (
    select listed.*
    from (
        values
        ('sex', 'female'), ('sex', 'male'), ('age', 'under_30'), ('age', '30_44'), ('age', '45_plus'), ('household', 'single'),
        ('household', 'couple'), ('children', '0'), ('children', '1_2'), ('children', '3_plus'), ('country', 'norwegian'),
        ('country', 'foreign')
    ) as listed (characteristic, part)
),

counted as (
    select
        cities.area_system,
        cities.covered_year as year,
        cities.district_id,
        categories.characteristic,
        categories.part,
        count(*) filter (where traits.part = categories.part) as having_it,
        count(traits.part) as known
    from cities
    cross join categories
    left join traits
        on
            cities.area_system = traits.area_system
            and cities.covered_year = traits.start_year
            and categories.characteristic = traits.characteristic
    where cities.is_city
    group by all
)

{{ social_rows([
    {'id': 'kvp_new_characteristics', 'from': 'counted', 'category': "concat(characteristic, '|', part)", 'value': 'having_it', 'base': 'known'},
]) }}
