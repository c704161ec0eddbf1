"""What every test needs: loopback may be asked, and no state outlives the run."""

import os
import tempfile

os.environ["NEWSCRAWL_ALLOW_PRIVATE"] = "127.0.0.1"
os.environ["NEWSCRAWL_STATE"] = tempfile.mkdtemp(prefix="newscrawl-")
