-- Recipients registered in Socio, by month (S20), and all recipients by age and refugee background at last contact (S23).
with by_month as (
    select
        flow.year,
        flow.month_no - 12 * flow.year as month_no,
        count(*) as recipients,
        count(*) filter (facts.is_refugee) as refugees
    from {{ years_anew(ref('recipient_flow')) }} as flow
    inner join {{ years_anew(ref('recipient_facts')) }} as facts
        on flow.recipient_no = facts.recipient_no and flow.year = facts.year
    group by flow.year, flow.month_no
),

-- 17 is 17 and below, 70 is 70 and above
by_age as (
    select
        year,
        {{ social_city() }} as district_id,
        concat(greatest(least(age, 70), 17), '|', if(is_refugee, 'refugee', 'other')) as category,
        count(*) as recipients
    from {{ years_anew(ref('recipient_facts')) }}
    where age is not null
    group by year, category
),

categories as (
    select concat(ages.age, '|', backgrounds.background) as category
    from range(17, 71) as ages (age)
    cross join (values ('refugee'), ('other')) as backgrounds (background)
)

{{ social_rows([
    {'id': 'refugee_recipients_month', 'from': social_in_city('by_month'), 'month': 'month_no',
        'value': 'refugees', 'base': 'recipients'},
    {'id': 'age_by_refugee', 'from': social_everywhere('by_age', ['recipients'], 'categories'), 'category': 'category',
        'value': 'recipients', 'base': 'sum(recipients) over (partition by year)', 'where': 'district_id = ' ~ social_city()},
]) }}
