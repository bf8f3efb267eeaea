"""Tells people that something went wrong: once per cause, by file, and by mail and webhook where set.

Belongs here: what an alarm says, which causes are open, and sending. Does not belong here: deciding that
something is wrong (checks, refresh, nightly). No secret is ever written or logged, also not one that an error
text holds. Next rooms: sensors, refresh and nightly, which raise the alarms.
"""

from pipelines.notices.alarms import Alarm, failed_alarm, failure_alarms, refused_cause, sort_by_file
from pipelines.notices.causes import Report, looked_before, open_causes, report, report_refresh
from pipelines.notices.channels import ChannelResult, Post, notice_path
from pipelines.notices.transports import Notice

__all__ = [
    "Alarm",
    "ChannelResult",
    "Notice",
    "Post",
    "Report",
    "failed_alarm",
    "failure_alarms",
    "looked_before",
    "notice_path",
    "open_causes",
    "refused_cause",
    "report",
    "report_refresh",
    "sort_by_file",
]
