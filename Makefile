# make help says what can be done.
# Where things listen: HOST and PORT for the chat page, ACTION_PORT for the action server (always loopback).
HOST ?= 127.0.0.1
PORT ?= 5005
ACTION_PORT ?= 5055
# Which Python the brain is tried on besides the project's own.
OTHER_PYTHON ?= python3.12
# Which labelled messages `make evaluate` reads: development may be looked into, test shows figures alone.
PART ?= development
export HOST PORT ACTION_PORT
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

PYTHON_IN_VENV := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: run train test widget test-brain check lint types validate agreement bench walks interviews evaluate lock notice clean forget help setup setup-test browser

run: setup ## 准备好一切、需要时训练、启动，然后给出聊天页面的地址（Ctrl-C 停止）
	@$(PYTHON_IN_VENV) -m bot.launcher --stop-with-parent

train: setup ## 训练数据有变化时重新训练模型
	@$(PYTHON_IN_VENV) -m bot.launcher --train-only

test: setup-test browser check widget ## 准备测试环境，检查代码和训练数据，跑全部测试
	@$(PYTHON_IN_VENV) -m pytest

test-brain: ## 只测大脑，用另一个 Python（OTHER_PYTHON=python3.12）
	@sh scripts/test_brain.sh $(OTHER_PYTHON)

check: lint types validate ## 只检查：代码风格、类型、训练数据

lint: setup-test ## 代码风格（ruff）
	@$(PYTHON_IN_VENV) -m ruff check .

types: setup-test ## 类型（mypy）
	@$(PYTHON_IN_VENV) -m mypy

widget: setup-test ## 聊天组件的逻辑（vitest）
	@npm --prefix bot/widget run --silent test

validate: setup-test ## 训练数据（rasa data validate，有警告就算失败）
	@sh scripts/validate.sh

agreement: setup-test ## 两个读法（Experta 和三值求值）在 20000 个随机情况上是否处处一致
	@$(PYTHON_IN_VENV) -m tests.knowledge.agreement 20000

bench: setup-test ## 有多快：大脑（和 CLIPS 同场比），对话的每一轮（和光秃秃的 Rasa 同场比）
	@$(PYTHON_IN_VENV) -m tests.bench.brain
	@$(PYTHON_IN_VENV) -m tests.bench.conversation

walks: setup-test ## 随机走：模拟商家乱说乱点 5000 轮，每一轮都该守住的事守没守住（约十分钟）
	@$(PYTHON_IN_VENV) -m tests.walks 5000

interviews: setup-test ## 问得准不准：2000 个模拟商家，要问几个问题、主判断对不对（约 40 分钟）
	@$(PYTHON_IN_VENV) -m tests.knowledge.interviews 2000

evaluate: setup-test ## 听懂了多少：数量、事实、行为、置信度，和 Rasa 自带的流程并排（PART=test 看最后的数；第一次要训练对照，约一刻钟）
	@$(PYTHON_IN_VENV) -m bot.launcher --train-only
	@$(PYTHON_IN_VENV) -m bot.evaluation quantities --part $(PART)
	@$(PYTHON_IN_VENV) -m bot.evaluation understanding --part $(PART) --stock
	@$(PYTHON_IN_VENV) -m bot.evaluation speed

lock: ## 依赖有改动后重算 requirements/*.txt（需要 uv）
	@sh scripts/lock.sh

notice: setup ## 重写 NOTICE.md：依赖各是什么许可证
	@$(PYTHON_IN_VENV) scripts/notice.py

clean: ## 删掉模型和各种缓存；对话和日志留着
	@rm -rf models .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis

forget: ## 删掉 var/ 里的全部对话和日志（先停掉正在运行的服务）
	@rm -rf var

help: ## 列出能做的事
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@sh scripts/setup.sh run
	@sh scripts/widget.sh run

setup-test:
	@sh scripts/setup.sh test
	@sh scripts/widget.sh test

browser:
	@sh scripts/browser.sh
