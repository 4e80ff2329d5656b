from fulcrum.foundation.notices.models.address import FailingAddress
from fulcrum.foundation.notices.models.mail import Mail
from fulcrum.foundation.notices.models.notice import Notice
from fulcrum.foundation.notices.models.preference import NoticePreference

__all__ = ["FailingAddress", "Mail", "Notice", "NoticePreference"]
