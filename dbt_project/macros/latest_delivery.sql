{#-
    Of several deliveries that hold the same year, the one of the latest period is used whole: a table of 2025-2027 takes the
    place of 2024-2026 for the years they share, and no year is taken partly from one and partly from the other.
-#}
{% macro latest_delivery(partition_by='area_system, source_year') -%}
    dense_rank() over (partition by {{ partition_by }} order by delivery_id desc) = 1
{%- endmacro %}
