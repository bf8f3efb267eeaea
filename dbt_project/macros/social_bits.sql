{#-
    A code list, as a subquery, with a bit of its own for each code: what a person had of them in a month is then one number, and
    many months are put together by bit_or. The bits hold within one build.
-#}
{% macro with_bits(code_list, code) -%}
(
    select
        *,
        cast(1 as bigint) << (dense_rank() over (order by {{ code }}) - 1) as place_bit
    from {{ ref(code_list) }}
)
{%- endmacro %}

{#-
    How many recipients have any bit of a category, as a subquery by the columns `by`: `bits` is the column of the relation (with a
    year) that has them. `categories` (a CTE) has category and place_bit, a row for each bit, and the columns `given` when they
    differ by them. Recipients with the same bits are counted first: there are few sorts of them.
-#}
{% macro recipients_with(relation, by, bits, categories, given=()) -%}
(
    select
        {%- for column in by %}
        alike.{{ column }},
        {%- endfor %}
        wanted.category,
        sum(alike.recipients) as recipients
    from (
        select {{ by | join(', ') }}, {{ bits }} as had, count(*) as recipients
        from {{ years_anew(relation) }}
        group by all
    ) as alike
    inner join (
        select {% for column in given %}{{ column }}, {% endfor %}category, bit_or(place_bit) as any_of
        from {{ categories }}
        group by all
    ) as wanted
        on
            alike.had & wanted.any_of <> 0
            {%- for column in given %}
            and alike.{{ column }} = wanted.{{ column }}
            {%- endfor %}
    group by all
)
{%- endmacro %}
