"""Addresses of published plans and of offers."""

from django.urls import path

from fulcrum.allocation.views import offer_answers, offer_cases, offers, publications

urlpatterns = [
    path("scenarios/<int:pk>/publish/", publications.publish, name="publish_plan"),
    path("publications/", publications.listing, name="publications"),
    path("publications/replan/", publications.replan, name="replan"),
    path("publications/<int:number>/", publications.one, name="publication"),
    path("offers/", offers.board, name="offers"),
    path("offers/export.<str:form>", offers.export, name="offers_export"),
    path("offers/of/<slug:slug>/", offers.of_organisation, name="offers_of"),
    path("offers/<int:number>/", offers.one_offer, name="offer"),
    path("offers/<int:number>/letter.pdf", offers.letter, name="offer_letter"),
    path("offers/<int:number>/accept/", offer_answers.accept, name="accept_offer"),
    path("offers/<int:number>/decline/", offer_answers.decline, name="decline_offer"),
    path("offers/<int:number>/defer/", offer_answers.defer, name="defer_offer"),
    path("offers/<int:number>/share/", offer_answers.share, name="share_offer"),
    path("offers/<int:number>/ask/", offer_answers.ask, name="ask_about_offer"),
    path("offers/<int:number>/appeal/", offer_answers.appeal, name="appeal_offer"),
    path("offers/<int:number>/paper/", offer_answers.paper, name="offer_on_paper"),
    path("offers/<int:number>/answer-question/", offer_cases.answer_question, name="answer_question"),
    path("offers/<int:number>/extend/", offer_cases.extend, name="extend_offer"),
    path("offers/<int:number>/withdraw/", offer_cases.withdraw, name="withdraw_offer"),
    path("offers/<int:number>/sharing/", offer_cases.sharing, name="decide_sharing"),
    path("offers/<int:number>/appeal/decide/", offer_cases.decide_appeal, name="decide_appeal"),
    path("offers/<int:number>/paper/decide/", offer_cases.decide_paper, name="decide_paper"),
]
