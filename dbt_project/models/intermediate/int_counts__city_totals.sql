-- The city row of each ready-made series, kept beside the districts; the reconciliation itself is the staging test
-- city_total_reconciles. Chosen between deliveries as in int_counts__districts.
{{ latest_counts('city') }}
