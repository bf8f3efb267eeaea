{#-
    Internal arts 298 (bought inside the city) and 798 (sold inside it) cancel over all functions of a district and year:
    what one unit pays another is no expenditure of the city. A difference is an amount booked on one side only.
-#}
{% test internal_arts_cancel(model, amount, year_column, tolerance, unit, group_by=[]) %}
{%- set series = ['delivery_id', 'district_id', year_column] + group_by %}
select
    concat(
        {{ naming(series) }}, ': art 298 is ', {{ plain_number("coalesce(sum(" ~ amount ~ ") filter (where art = '298'), 0)") }},
        ' and art 798 is ', {{ plain_number("coalesce(sum(" ~ amount ~ ") filter (where art = '798'), 0)") }},
        ' {{ unit }}, together ', {{ plain_number('sum(' ~ amount ~ ')') }},
        ', expected 0{{ ' within ' ~ tolerance if tolerance else '' }}. Ask the district which side is missing.'
    ) as message
from {{ model }}
where art in ('298', '798')
group by {{ series | join(', ') }}
having abs(sum({{ amount }})) > {{ tolerance }}
{% endtest %}
