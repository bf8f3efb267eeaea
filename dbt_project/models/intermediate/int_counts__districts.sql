-- Ready-made counts per district from sources that deliver nothing finer (Trondheim's tables). Left out here: city and rest
-- rows (int_counts__city_totals holds the city), and all but one of several deliveries of a criterion year.
{{ latest_counts('district') }}
