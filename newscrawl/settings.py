"""Settings of the Scrapy project: what differs from Scrapy's defaults, and our own.

`newscrawl.config` declares what is read from the environment and `newscrawl.toml`, and
docs/operations.md says what each means.
"""

import sys

import newscrawl
from newscrawl.config import current

BOT_NAME = "newscrawl"
SPIDER_LOADER_CLASS = "newscrawl.spiders.PackSpiderLoader"
ADDONS = {"newscrawl.middlewares.browser.BrowserAddon": 100}
SPIDER_MODULES: list[str] = []
LOG_FORMATTER = "newscrawl.logs.OneLineFormatter"
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the spider says what was lost, once

# Our own
_config = current()
NEWSCRAWL_DATABASE = _config.database
NEWSCRAWL_FEEDS = _config.feeds
NEWSCRAWL_SITES = _config.sites
NEWSCRAWL_BASE_URL = _config.base_url
NEWSCRAWL_WEBSUB_HUB = _config.websub_hub
NEWSCRAWL_OWN_FEEDS = _config.own_feeds
NEWSCRAWL_CONTACT = _config.contact
NEWSCRAWL_ALLOW_PRIVATE = _config.allow_private
NEWSCRAWL_STATE = _config.state
NEWSCRAWL_ARCHIVE = _config.archive
NEWSCRAWL_NOW = _config.now
NEWSCRAWL_DELAY = _config.delay
NEWSCRAWL_CHECK_EVERY = _config.check_every
NEWSCRAWL_LOG_FORMAT = _config.log_format
NEWSCRAWL_ALERT_COMMAND = _config.alert_command
NEWSCRAWL_ALERT_WEBHOOK = _config.alert_webhook
NEWSCRAWL_SINCE = ""
NEWSCRAWL_MAX_PAGES = ""
NEWSCRAWL_BACKFILL = False
NEWSCRAWL_PUBLISH = True
NEWSCRAWL_DUE = False
NEWSCRAWL_DRY_RUN = False
NEWSCRAWL_BROWSER = False
NEWSCRAWL_REPLAY: list[str] = []
NEWSCRAWL_QUEUED = 1_000  # requests that Scrapy is given at a time

# Who asks: a contact is added where NEWSCRAWL_CONTACT gives one.
USER_AGENT = f"newscrawl/{newscrawl.__version__}"
if NEWSCRAWL_CONTACT:
    USER_AGENT += f" (+{NEWSCRAWL_CONTACT})"

# Politeness: one request at a time to a host, with a pause, and robots.txt obeyed. The
# handler keeps the pause; without jitter the downloader's own never adds to it.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newscrawl"
ROBOTSTXT_PARSER = "newscrawl.middlewares.robots_rules.RobotsRules"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = NEWSCRAWL_DELAY
DOWNLOAD_DELAY_JITTER = 0.0

# Safety: no code over the network, no scheme but http, real certificates, small pages,
# public addresses, no cookies, and no answer that is waited for for long.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "newscrawl.middlewares.handler.PoliteHandler",
    "https": "newscrawl.middlewares.handler.PoliteHandler",
}
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_TIMEOUT = 20
DNS_TIMEOUT = 10
TWISTED_DNS_RESOLVER = "newscrawl.middlewares.resolver.GuardedResolver"
REDIRECT_MAX_TIMES = 5
COOKIES_ENABLED = False

# Speed: Scrapy makes this many tasks a response; 8 takes 35 to 43 % off the CPU time.
# It also reads and parses the callback's source at each response: 8 to 12 %.
CONCURRENT_ITEMS = 8
WARN_ON_GENERATOR_RETURN_VALUE = False
if sys.platform != "win32":
    ASYNCIO_EVENT_LOOP = "uvloop.Loop"

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "newscrawl.middlewares.address.AddressMiddleware": 50,
    "newscrawl.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newscrawl.middlewares.retry.PatientRetryMiddleware": 550,
    "newscrawl.middlewares.conditional.ConditionalMiddleware": 560,
    "newscrawl.middlewares.browser.BrowserMiddleware": 585,
    "newscrawl.middlewares.archive.ArchiveMiddleware": 885,
    "newscrawl.middlewares.fetchtime.FetchTimeMiddleware": 890,
    "newscrawl.middlewares.replay.ReplayMiddleware": 895,
}
EXTENSIONS = {"newscrawl.middlewares.marks.MarkExtension": 500}
SPIDER_MIDDLEWARES = {
    "newscrawl.middlewares.storefault.StoreFaultMiddleware": 10,
}
ITEM_PIPELINES = {
    "newscrawl.pipelines.NormalizePipeline": 100,
    "newscrawl.pipelines.IdentityPipeline": 200,
    "newscrawl.pipelines.StorePipeline": 300,
}
