"""How the sites are, judged, and word of it to a command or a webhook.

`alarms` judges what is watched and keeps what was told of it, `hooks` do the telling.
"""

from newscrawl.alerts.alarms import metrics, tell_alarms, verdicts
from newscrawl.alerts.hooks import tell

__all__ = ["metrics", "tell", "tell_alarms", "verdicts"]
