-- First and last contact of each main person in a year: the first and the last month with assistance, and its district.
select
    any_value(area_system) as area_system,
    year,
    any_value(main_person_pid) as main_person_pid,
    'first' as contact,
    arg_min(district_id, month_no) as district_id,
    min(month) as month,
    min(month_no) as month_no
from {{ ref('recipient_flow') }}
group by year, recipient_no
union all
select
    any_value(area_system) as area_system,
    year,
    any_value(main_person_pid) as main_person_pid,
    'last' as contact,
    arg_max(district_id, month_no) as district_id,
    max(month) as month,
    max(month_no) as month_no
from {{ ref('recipient_flow') }}
group by year, recipient_no
